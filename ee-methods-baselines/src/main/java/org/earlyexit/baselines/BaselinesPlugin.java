package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.head.OwnPooledLinear;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.InternalClassifierFactory;
import org.earlyexit.plugin.EarlyExitPlugin;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.train.MethodFactory;

/** Offers the baselines. */
public final class BaselinesPlugin implements EarlyExitPlugin {

    @Override
    public List<MethodFactory<?>> methods() {
        return List.of(
                new FullModel(),
                new FixedLayerMethod(),
                new Truncated(),
                new DeeBert(),
                new MaxProbabilityMethod(),
                new Pabee());
    }

    @Override
    public List<ExitStrategyFactory<?>> exitStrategies() {
        return List.of(new NeverExit(), new FixedLayer(), new Entropy(), new MaxProbability(), new Patience());
    }

    @Override
    public List<InternalClassifierFactory<?>> internalClassifiers() {
        return List.of(PooledLinear.FACTORY, OwnPooledLinear.FACTORY);
    }
}
