package org.earlyexit.testkit;

import org.earlyexit.head.OwnPooledLinear;
import org.earlyexit.model.InternalClassifierSpec;

class OwnPooledLinearContractTest extends InternalClassifierContract {

    @Override
    protected InternalClassifierSpec spec() {
        return new OwnPooledLinear(0.1);
    }
}
