package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.Divergence;
import org.earlyexit.exit.LayerEvent;
import org.earlyexit.exit.RunLengthExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * F-PABEE's rule: leave once so many answers in a row have come close to the one before.
 *
 * <p>Gao et al., F-PABEE, ICASSP 2023. The counter after layer {@code i} is
 *
 * <pre>{@code cnt_1 = 0;   cnt_i = cnt_(i-1) + 1 if D(p_(i-1), p_i) < threshold, else 0}</pre>
 *
 * <p>and the sample leaves at the first {@code i} with {@code cnt_i = patience}. {@code D} is a divergence of Kullback
 * and Leibler's or of Jensen and Shannon's, which the paper finds best. With {@link Divergence#DISAGREEMENT} and a
 * threshold of 1/2 it is PABEE's rule. This is the paper's definition: the published code compares each layer with a
 * second stream of its own, whose layers it does not count, and adds the mean entropy to Jensen and Shannon's.
 */
public final class DivergencePatience implements ExitStrategyFactory<DivergencePatience.Config> {

    private static final double LARGEST = 1; // above ln 2, where Jensen and Shannon's ends

    /**
     * The settings.
     *
     * @param threshold in nats, at least 0; 0 never leaves early
     * @param patience close answers in a row before a sample may leave, at least 1
     * @param divergence how answers are compared
     */
    public record Config(double threshold, int patience, Divergence divergence) {
        public Config {
            if (!(threshold >= 0)) {
                throw new IllegalArgumentException("threshold must be at least 0 nats, was " + threshold);
            }
            Tasks.requirePatience(patience);
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("f-pabee");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "f-pabee");
        Tasks.requirePatience(config.patience(), layerCount);
        LayerEvent close = LayerEvent.closeAnswers(config.divergence(), config.threshold());
        return new RunLengthExit(close, config.patience());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        Tasks.classes(kind, "f-pabee");
        return List.of(new Knob("threshold", Knob.Range.of(0, LARGEST), CostDirection.RAISING_IS_FASTER));
    }
}
