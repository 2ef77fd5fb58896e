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
 * Leaves at the first layer whose most probable class has at least so much probability.
 *
 * <pre>{@code max_c p_c >= threshold}</pre>
 *
 * <p>A threshold above 1 never leaves early; 1 itself does so only where a probability has rounded to 1.
 */
public final class MaxProbability implements ExitStrategyFactory<MaxProbability.Config> {

    /**
     * The settings.
     *
     * @param threshold a probability, above 0
     */
    public record Config(double threshold) {
        public Config {
            if (!(threshold > 0)) {
                throw new IllegalArgumentException("threshold must be above 0, was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("max-probability");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "max-probability");
        return new ThresholdExit(Signals.maxProbability(), config.threshold());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        double smallest = 1.0 / Tasks.classes(kind, "max-probability");
        return List.of(new Knob("threshold", Knob.Range.of(smallest, 1), CostDirection.RAISING_IS_SLOWER));
    }
}
