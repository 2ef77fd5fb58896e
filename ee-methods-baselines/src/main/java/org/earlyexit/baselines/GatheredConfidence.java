package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.ResetScoreExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * BEEM's rule: agreeing layers add up their weighted confidence, a disagreement resets it, and enough of it leaves.
 *
 * <p>Bajpai and Hanawal, BEEM, ICLR 2025, after the abstract and the published code for ALBERT:
 *
 * <pre>{@code S_i = S_(i-1) + w_i max_c p_i(c) if argmax p_i = argmax p_(i-1), else 0;   S_i >= threshold}</pre>
 *
 * <p>The weights are the cost-based ones, proportional to {@code i - 1} as in the code, whose factor is 0.4 for ALBERT
 * and 0.1 for BERT; here they sum to 1, which scales the threshold and nothing else. Weights from validation accuracy
 * and a threshold of its own for each layer, which the paper has too, need a calibration that is not built.
 */
public final class GatheredConfidence implements ExitStrategyFactory<GatheredConfidence.Config> {

    /**
     * The settings.
     *
     * @param threshold in [0, 1]; 0 leaves at the first agreement
     */
    public record Config(double threshold) {
        public Config {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold must be in [0, 1], was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("beem");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "beem");
        return new ResetScoreExit(config.threshold());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        Tasks.classes(kind, "beem");
        return List.of(new Knob("threshold", Knob.Range.of(0, 1), CostDirection.RAISING_IS_SLOWER));
    }
}
