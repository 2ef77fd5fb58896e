package org.earlyexit.testkit;

import org.earlyexit.head.MiniAttention;
import org.earlyexit.model.InternalClassifierSpec;

class MiniAttentionContractTest extends InternalClassifierContract {

    @Override
    protected InternalClassifierSpec spec() {
        return new MiniAttention(4, 2);
    }
}
