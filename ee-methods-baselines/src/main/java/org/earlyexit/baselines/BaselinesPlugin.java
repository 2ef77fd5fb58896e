package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.head.CascadedLinear;
import org.earlyexit.head.LayerMix;
import org.earlyexit.head.MiniAttention;
import org.earlyexit.head.OnePooledLinear;
import org.earlyexit.head.OwnPooledLinear;
import org.earlyexit.head.PastFuture;
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
                new RightTool(),
                new FastBert(),
                new ElasticBert(),
                new MaxProbabilityMethod(),
                new Pabee(),
                new Berxit(),
                new PceeBert(),
                new FPabee(),
                new EnsembleOfClassifiers(),
                new Beem(),
                new LeeBert(),
                new Gpfee(),
                new Cosee(),
                new Palbert(),
                new GamlBert(),
                new RomeBert(),
                new L2wDen(),
                new NullSpaceMethod(),
                new De3Bert(),
                new ZeroTimeWaste(),
                new CascadeBert(),
                new PatientDistillation(),
                new HadSkip(),
                new HashEe(),
                new LayerDrop());
    }

    @Override
    public List<ExitStrategyFactory<?>> exitStrategies() {
        return List.of(
                new NeverExit(),
                new FixedLayer(),
                new Entropy(),
                SignalThreshold.normalizedEntropy(),
                new MaxProbability(),
                new TemperedMaxProbability(),
                SignalThreshold.margin(),
                SignalThreshold.energy(),
                SignalThreshold.learnedUncertainty(),
                SignalThreshold.certainty(),
                new DistanceAndEntropy(),
                new PlacedMaxProbability(),
                new Patience(),
                new PatienceAndConfidence(),
                new DivergencePatience(),
                new Votes(),
                new GatheredConfidence(),
                new HaltingQuantile());
    }

    @Override
    public List<InternalClassifierFactory<?>> internalClassifiers() {
        return List.of(
                PooledLinear.FACTORY,
                OwnPooledLinear.FACTORY,
                OnePooledLinear.FACTORY,
                LayerMix.FACTORY,
                MiniAttention.FACTORY,
                PastFuture.FACTORY,
                CascadedLinear.FACTORY);
    }
}
