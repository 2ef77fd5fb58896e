package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * DE3-BERT's rule: the weighted harmonic mean of the {@linkplain Prototypes distance ratio} and the entropy in nats is
 * below a threshold.
 *
 * <p>He et al., DE3-BERT, 2024, after the abstract:
 *
 * <pre>{@code (weight + 1) / (weight / s_l + 1 / H(p_l)) < threshold}</pre>
 */
public final class DistanceAndEntropy implements ExitStrategyFactory<DistanceAndEntropy.Config> {

    private static final double LARGEST_RATIO = 0.5;

    /**
     * The settings.
     *
     * @param threshold at least 0; 0 never leaves early
     * @param weight of the distance ratio, at least 0; 0 is entropy alone
     */
    public record Config(double threshold, double weight) {
        public Config {
            if (!(threshold >= 0) || !(weight >= 0)) {
                throw new IllegalArgumentException(
                        "threshold and weight must be at least 0, were %s and %s".formatted(threshold, weight));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("distance-and-entropy");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "distance-and-entropy");
        return new ThresholdExit(Signals.harmonicEntropy(Prototypes.RATIO, config.weight()), config.threshold());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        double entropy = Math.log(Tasks.classes(kind, "distance-and-entropy"));
        Knob.Range range = Knob.Range.of(0, Math.max(LARGEST_RATIO, entropy));
        return List.of(new Knob("threshold", range, CostDirection.RAISING_IS_FASTER));
    }
}
