package org.earlyexit.smartbert;

import java.util.List;
import org.earlyexit.plugin.EarlyExitPlugin;
import org.earlyexit.train.MethodFactory;

/** Offers SmartBERT. */
public final class SmartBertPlugin implements EarlyExitPlugin {

    @Override
    public List<MethodFactory<?>> methods() {
        return List.of(new SmartBert());
    }
}
