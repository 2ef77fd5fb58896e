package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.LayerEvent;
import org.earlyexit.exit.RunLengthExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * PABEE's rule: leave once the internal classifiers have repeated the same answer {@code patience} times in a row.
 *
 * <p>Zhou et al., <a href="https://arxiv.org/abs/2006.04152">BERT Loses Patience</a>, NeurIPS 2020. The agreement
 * counter after layer {@code i} is
 *
 * <pre>{@code cnt_1 = 0;   cnt_i = cnt_(i-1) + 1 if y_i agrees with y_(i-1), else 0}</pre>
 *
 * <p>and the sample leaves at the first {@code i} with {@code cnt_i = patience}: at layer {@code patience + 1} at best.
 * Classes agree if the most probable one is the same, numbers if they differ by less than the tolerance. The published
 * code compares whole batches, so it means this only for batches of one.
 */
public final class Patience implements ExitStrategyFactory<Patience.Config> {

    /**
     * The settings.
     *
     * @param patience agreements in a row before a sample may leave, at least 1
     * @param tolerance in the units of the labels, above 0; classification does not read it
     */
    public record Config(int patience, double tolerance) {
        public Config {
            Tasks.requirePatience(patience);
            if (!(tolerance > 0)) {
                throw new IllegalArgumentException("tolerance must be above 0, was " + tolerance);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("pabee");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.requirePatience(config.patience(), layerCount);
        LayerEvent agreement = kind instanceof TaskKind.Regression
                ? LayerEvent.closeValues(config.tolerance())
                : LayerEvent.sameClass();
        return new RunLengthExit(agreement, config.patience());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        if (layerCount == 1) {
            return List.of();
        }
        return List.of(
                new Knob("patience", Knob.Range.wholeNumbers(1, layerCount - 1), CostDirection.RAISING_IS_SLOWER));
    }
}
