package org.earlyexit.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.TaskLoss;

/**
 * COSEE: each sample's losses count by {@linkplain SimulatedExits where it would leave}, the signal learns to
 * {@linkplain Separation tell right from wrong}, and the {@linkplain Doubt signal} is the exit rule.
 *
 * <p>He et al., <a href="https://arxiv.org/abs/2412.13236">COSEE</a>, AAAI 2025:
 *
 * <pre>{@code loss = sum_l w_l CE_l + alpha / (L - 1) sum_(l<L) separation_l}</pre>
 *
 * <p>Alpha, beta, margin and the number of thresholds are the published script's; the unswept threshold is ours. The
 * published evaluation runs all layers and works out the exits afterwards; here they save time. The paper's other two
 * signals are presets.
 */
public final class Cosee implements MethodFactory<Cosee.Settings> {

    /**
     * The settings.
     *
     * @param signal what samples leave by
     * @param alpha how much telling right from wrong counts, at least 0
     * @param beta how sharply weights gather around the exit at the end of training, at least 0
     * @param thresholds drawn for each batch, at least 1
     * @param margin between the signals of right and wrong answers, at least 0
     * @param threshold of the signal below which samples leave when no sweep changes it
     */
    public record Settings(Doubt signal, double alpha, double beta, int thresholds, double margin, double threshold) {
        public Settings {
            if (!(alpha >= 0) || !(beta >= 0) || !(margin >= 0)) {
                throw new IllegalArgumentException(
                        "alpha, beta and margin must be at least 0, were %s, %s and %s".formatted(alpha, beta, margin));
            }
            if (thresholds < 1) {
                throw new IllegalArgumentException("thresholds must be at least 1, was " + thresholds);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("cosee");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "COSEE",
                "He et al., COSEE: Consistency-Oriented Signal-Based Early Exiting via Calibrated Sample Weighting "
                        + "Mechanism, AAAI 2025",
                "https://arxiv.org/abs/2412.13236",
                "pooled-linear; task loss by simulated exits and separation of signals; energy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of(
                "paper", new Settings(Doubt.ENERGY, 0.1, 10, 5, 0.3, 0.1),
                "entropy", new Settings(Doubt.ENTROPY, 0.1, 10, 5, 0.3, 0.3),
                "max-probability", new Settings(Doubt.MAX_PROBABILITY, 0.1, 10, 5, 0.3, 0.1));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "cosee");
        Recipe recipe = new Recipe(
                context.layers(),
                new PooledLinear(Recipes.DROPOUT),
                config.signal() == Doubt.ENERGY ? List.of(new EnergyScore()) : List.of(),
                Optional.empty(),
                Recipes.atOnce(context, objective(config, context.layers())),
                config.signal().exit(config.threshold()));
        return () -> recipe;
    }

    private static Objective objective(Settings config, int layers) {
        List<Objective.Summand> terms = new ArrayList<>();
        SimulatedExits weights = new SimulatedExits(config.signal(), config.thresholds(), config.beta());
        terms.add(new Objective.Summand(1, new TaskLoss(), weights));
        if (config.alpha() > 0) {
            double each = config.alpha() / Math.max(1, layers - 1);
            terms.add(new Objective.Summand(
                    each, new Separation(config.signal(), config.margin()), LayerWeighting.ALL_BUT_FINAL));
        }
        return new Objective(terms);
    }
}
