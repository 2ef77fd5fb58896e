package org.earlyexit.testkit;

import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.InternalClassifierSpec;

class PooledLinearContractTest extends InternalClassifierContract {

    @Override
    protected InternalClassifierSpec spec() {
        return new PooledLinear(0.1);
    }
}
