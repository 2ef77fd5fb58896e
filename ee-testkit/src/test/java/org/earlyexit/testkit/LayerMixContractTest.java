package org.earlyexit.testkit;

import org.earlyexit.head.LayerMix;
import org.earlyexit.model.InternalClassifierSpec;

class LayerMixContractTest extends InternalClassifierContract {

    @Override
    protected InternalClassifierSpec spec() {
        return new LayerMix(0.1);
    }
}
