package org.earlyexit.testkit;

import org.earlyexit.head.PastFuture;
import org.earlyexit.model.InternalClassifierSpec;

class PastFutureContractTest extends InternalClassifierContract {

    @Override
    protected InternalClassifierSpec spec() {
        return new PastFuture(0.1);
    }
}
