package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.FixedLayerExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/** Leaves at one layer whatever the sample: what every signal must beat. */
public final class FixedLayer implements ExitStrategyFactory<FixedLayer.Config> {

    /**
     * The settings.
     *
     * @param layer where every sample leaves, from 1
     */
    public record Config(int layer) {
        public Config {
            if (layer < 1) {
                throw new IllegalArgumentException("layer must be at least 1, was " + layer);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("fixed-layer");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        if (config.layer() > layerCount) {
            throw new IllegalArgumentException(
                    "layer must be at most the %d layers of the model, was %d".formatted(layerCount, config.layer()));
        }
        return new FixedLayerExit(config.layer());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        return List.of(new Knob("layer", Knob.Range.wholeNumbers(1, layerCount), CostDirection.RAISING_IS_SLOWER));
    }
}
