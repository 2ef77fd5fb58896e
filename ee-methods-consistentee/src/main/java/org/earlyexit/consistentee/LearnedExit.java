package org.earlyexit.consistentee;

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
 * ConsistentEE's rule: leave at the first layer whose policy network says so.
 *
 * <pre>{@code p_l > threshold}</pre>
 *
 * <p>The method has 0.5 and nothing else: its speed is chosen by {@code alpha}, before training. A threshold that can
 * be moved afterwards is an extension of ours, so that one trained model gives a curve.
 */
public final class LearnedExit implements ExitStrategyFactory<LearnedExit.Config> {

    private static final double NEAR_ZERO = 0.001;

    /**
     * The settings.
     *
     * @param threshold a probability, in (0, 1); the method's own is 0.5
     */
    public record Config(double threshold) {
        public Config {
            if (!(threshold > 0 && threshold < 1)) {
                throw new IllegalArgumentException("threshold must be in (0, 1), was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("learned-exit");
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public ExitStrategy create(Config config, TaskKind kind, int layerCount) {
        if (kind instanceof TaskKind.Regression) {
            throw new IllegalArgumentException(
                    "learned-exit needs classes, which a regression does not have; use pabee or fixed-layer");
        }
        // a threshold rule leaves at its threshold too, so p > t is p >= the next number after t
        return new ThresholdExit(Signals.score(PolicyNetworks.PROBABILITY), Math.nextUp(config.threshold()));
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        return List.of(new Knob("threshold", Knob.Range.of(NEAR_ZERO, 1 - NEAR_ZERO), CostDirection.RAISING_IS_SLOWER));
    }
}
