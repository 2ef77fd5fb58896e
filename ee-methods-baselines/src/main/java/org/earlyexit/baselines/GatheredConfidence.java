package org.earlyexit.baselines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.earlyexit.exit.ResetScoreExit;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.CostDirection;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.HeldOut;
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
 * and 0.1 for BERT; here they sum to 1, which scales the threshold and nothing else. The paper's accuracy-based ones
 * are proportional to each classifier's accuracy on held-out samples. A threshold of its own for each layer, which the
 * paper has too, is left out: how it is found is not told.
 */
public final class GatheredConfidence implements ExitStrategyFactory<GatheredConfidence.Config> {

    /** What layers are weighed by. */
    public enum Trust {
        /** How much they cost: their number less 1. */
        COST,
        /** How often they are right on held-out samples. */
        ACCURACY
    }

    /**
     * The settings.
     *
     * @param threshold in [0, 1]; 0 leaves at the first agreement
     * @param trust what layers are weighed by
     * @param accuracies of each layer but the last, for weights of accuracy; none until they are fitted, which weighs
     *     all layers alike
     */
    public record Config(double threshold, Trust trust, List<Double> accuracies) {
        public Config {
            accuracies = List.copyOf(accuracies);
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
        return new ResetScoreExit(config.threshold(), trust(config, layerCount));
    }

    private static List<Double> trust(Config config, int layerCount) {
        if (config.trust() == Trust.COST) {
            return List.of();
        }
        if (config.accuracies().isEmpty()) {
            return Collections.nCopies(layerCount - 1, 1.0);
        }
        if (config.accuracies().size() != layerCount - 1) {
            throw new IllegalArgumentException(
                    "accuracies must be one for each of the %d layers that are asked, or none, were %d"
                            .formatted(layerCount - 1, config.accuracies().size()));
        }
        return config.accuracies();
    }

    @Override
    public Config fitted(Config config, TaskKind kind, HeldOut heldOut) {
        if (config.trust() == Trust.COST) {
            return config;
        }
        List<Double> accuracies = new ArrayList<>();
        for (int layer = 1; layer < heldOut.layers(); layer++) {
            int right = 0;
            for (int sample = 0; sample < heldOut.samples(); sample++) {
                ClassDistribution answer = (ClassDistribution) heldOut.prediction(sample, layer);
                right += answer.argmax() == heldOut.gold(sample) ? 1 : 0;
            }
            accuracies.add((double) right / heldOut.samples());
        }
        return new Config(config.threshold(), config.trust(), accuracies);
    }

    @Override
    public List<Knob> knobs(TaskKind kind, int layerCount) {
        Tasks.classes(kind, "beem");
        return List.of(new Knob("threshold", Knob.Range.of(0, 1), CostDirection.RAISING_IS_SLOWER));
    }
}
