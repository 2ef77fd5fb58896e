package org.earlyexit.consistentee;

import java.util.List;
import org.earlyexit.plugin.EarlyExitPlugin;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.train.MethodFactory;

/** Offers ConsistentEE and its exit rule. */
public final class ConsistentEePlugin implements EarlyExitPlugin {

    @Override
    public List<MethodFactory<?>> methods() {
        return List.of(new ConsistentEe());
    }

    @Override
    public List<ExitStrategyFactory<?>> exitStrategies() {
        return List.of(new LearnedExit());
    }
}
