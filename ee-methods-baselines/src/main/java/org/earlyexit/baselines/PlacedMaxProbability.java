package org.earlyexit.baselines;

import java.util.List;
import java.util.Set;
import org.earlyexit.exit.PlacedExit;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/** {@linkplain MaxProbability The largest probability} as a rule of some layers only, as of a cascade's small model. */
public final class PlacedMaxProbability implements ExitStrategyFactory<PlacedMaxProbability.Config> {

    /**
     * The settings.
     *
     * @param threshold a probability, above 0
     * @param layers where samples may leave, from 1, at least one
     */
    public record Config(double threshold, List<Integer> layers) {
        public Config {
            layers = List.copyOf(layers);
            if (!(threshold > 0)) {
                throw new IllegalArgumentException("threshold must be above 0, was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("placed-max-probability");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "placed-max-probability");
        if (config.layers().stream().allMatch(layer -> layer >= layerCount)) {
            throw new IllegalArgumentException(
                    "layers must have one before the last of %d, were %s".formatted(layerCount, config.layers()));
        }
        return new PlacedExit(
                new ThresholdExit(Signals.maxProbability(), config.threshold()), Set.copyOf(config.layers()));
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        double smallest = 1.0 / Tasks.classes(kind, "placed-max-probability");
        return List.of(new Knob("threshold", Knob.Range.of(smallest, 1), CostDirection.RAISING_IS_SLOWER));
    }
}
