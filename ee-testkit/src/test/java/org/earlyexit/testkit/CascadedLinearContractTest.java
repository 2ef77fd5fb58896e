package org.earlyexit.testkit;

import org.earlyexit.head.CascadedLinear;
import org.earlyexit.model.InternalClassifierSpec;

class CascadedLinearContractTest extends InternalClassifierContract {

    @Override
    protected InternalClassifierSpec spec() {
        return new CascadedLinear(0.1);
    }
}
