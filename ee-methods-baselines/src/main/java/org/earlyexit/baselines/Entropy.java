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
 * DeeBERT's rule: leave at the first layer whose answer has an entropy below a threshold.
 *
 * <pre>{@code -sum_c p_c ln p_c < threshold}</pre>
 *
 * <p>In nats and not normalised, so the range ends at {@code ln C}; FastBERT's uncertainty divides by that. A threshold
 * of 0 never leaves early. The last layer is not asked, unlike in DeeBERT's published code, where a classifier that was
 * never trained may answer there.
 */
public final class Entropy implements ExitStrategyFactory<Entropy.Config> {

    /**
     * The settings.
     *
     * @param threshold in nats, at least 0
     */
    public record Config(double threshold) {
        public Config {
            if (!(threshold >= 0)) {
                throw new IllegalArgumentException("threshold must be at least 0 nats, was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("entropy");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "entropy");
        return new ThresholdExit(Signals.entropy(), config.threshold());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        double largest = Math.log(Tasks.classes(kind, "entropy"));
        return List.of(new Knob("threshold", Knob.Range.of(0, largest), CostDirection.RAISING_IS_FASTER));
    }
}
