package org.earlyexit.baselines;

import java.util.List;
import org.earlyexit.exit.VoteExit;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;

/**
 * The vote of the internal classifiers: leave once enough of them have answered the same class, in whatever order.
 *
 * <p>Sun et al., Early Exiting with Ensemble Internal Classifiers, arXiv 2105.13792, as a survey describes it. With
 * {@code V_c(i)} votes for class {@code c} after layer {@code i},
 *
 * <pre>{@code max_c V_c(i) / i^power >= threshold}</pre>
 *
 * <p>The power is from memory, not from the text. The answer is the class with most votes.
 */
public final class Votes implements ExitStrategyFactory<Votes.Config> {

    /**
     * The settings.
     *
     * @param threshold above 0; at most {@code i^(1 - power)} can be reached at layer {@code i}
     * @param power in [0, 1): 0 counts votes; the nearer to 1, the more a dissenting vote costs
     */
    public record Config(double threshold, double power) {
        public Config {
            if (!(threshold > 0)) {
                throw new IllegalArgumentException("threshold must be above 0, was " + threshold);
            }
            if (!(power >= 0 && power < 1)) {
                throw new IllegalArgumentException("power must be in [0, 1), was " + power);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("votes");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        Tasks.classes(kind, "votes");
        return new VoteExit(config.threshold(), config.power());
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        Tasks.classes(kind, "votes");
        return List.of(new Knob("threshold", Knob.Range.of(1, layerCount), CostDirection.RAISING_IS_SLOWER));
    }
}
