package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.SurvivalExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * PALBERT's Q-exit: leave once it is more likely than not that the sample has stopped.
 *
 * <p>Balagansky and Gavrilov, <a href="https://arxiv.org/abs/2204.03276">PALBERT</a>, NeurIPS 2022. By the
 * {@linkplain Halting lambdas},
 *
 * <pre>{@code 1 - prod_(j<=l) (1 - lambda_j) > quantile}</pre>
 */
public final class HaltingQuantile implements ExitStrategyFactory<HaltingQuantile.Config> {

    /**
     * The settings.
     *
     * @param quantile in [0, 1]; 0.5 in the paper, 1 never leaves early
     */
    public record Config(double quantile) {
        public Config {
            if (!(quantile >= 0 && quantile <= 1)) {
                throw new IllegalArgumentException("quantile must be in [0, 1], was " + quantile);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("halting-quantile");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        return new SurvivalExit(Signals.score(Halting.LAMBDA), config.quantile());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        return List.of(new Knob("quantile", Knob.Range.of(0, 1), CostDirection.RAISING_IS_SLOWER));
    }
}
