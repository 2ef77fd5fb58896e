package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * NSP: classifiers of their own poolers, all trained at once and alike, and {@linkplain NullSpaceScore what they cannot
 * see} together with what they say as the exit rule.
 *
 * <p>He et al., <a href="https://arxiv.org/abs/2506.17249">Improving Prediction Certainty Estimation for Reliable Early
 * Exiting via Null Space Projection</a>, IJCAI 2025, after the abstract and the published code:
 *
 * <pre>{@code loss = (1/L) sum_l CE_l}</pre>
 *
 * <p>The unswept threshold is ours.
 */
public final class NullSpaceMethod implements MethodFactory<NullSpaceMethod.Settings> {

    /**
     * The settings.
     *
     * @param alpha how much the projection counts beside logits, at least 0
     * @param threshold of the probability of not knowing, below which samples leave when no sweep changes it
     */
    public record Settings(double alpha, double threshold) {
        public Settings {
            if (!(alpha >= 0)) {
                throw new IllegalArgumentException("alpha must be at least 0, was " + alpha);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("nsp");
    }

    @Override
    public Class<NullSpaceMethod.Settings> configType() {
        return NullSpaceMethod.Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "NSP",
                "He et al., Improving Prediction Certainty Estimation for Reliable Early Exiting via Null Space "
                        + "Projection, IJCAI 2025",
                "https://arxiv.org/abs/2506.17249",
                "own-pooled-linear; mean of task losses; certainty-aware probability",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, NullSpaceMethod.Settings> presets() {
        return Map.of("paper", new Settings(0.1, 0.15));
    }

    @Override
    public EarlyExitMethod create(NullSpaceMethod.Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "nsp");
        Objective objective = new Objective(
                List.of(new Objective.Summand(1.0 / context.layers(), new TaskLoss(), LayerWeighting.UNIFORM)));
        Recipe recipe = new Recipe(
                context.layers(),
                Recipes.ownClassifiers(),
                List.of(new NullSpaceScore(config.alpha())),
                Optional.empty(),
                List.of(Recipes.jointly(context, objective)),
                Recipes.exit("certainty", new SignalThreshold.Config(config.threshold())));
        return () -> recipe;
    }
}
