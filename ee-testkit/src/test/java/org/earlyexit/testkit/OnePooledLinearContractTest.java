package org.earlyexit.testkit;

import org.earlyexit.head.OnePooledLinear;
import org.earlyexit.model.InternalClassifierSpec;

class OnePooledLinearContractTest extends InternalClassifierContract {

    @Override
    protected InternalClassifierSpec spec() {
        return new OnePooledLinear(0.1);
    }
}
