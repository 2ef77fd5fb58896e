package org.earlyexit.baselines;

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
 * DE3-BERT: classifiers and {@linkplain Prototypes prototypes} of every class, and the harmonic mean of entropy and
 * distance ratio as the exit rule.
 *
 * <p>He et al., <a href="https://arxiv.org/abs/2402.05948">DE3-BERT: Distance-Enhanced Early Exiting for BERT based on
 * Prototypical Networks</a>, 2024. Only the abstract was read: the ratio and the mean are its own, the weights of
 * depth, the {@linkplain PrototypeDistance regularisation} and all numbers are guesses.
 *
 * <pre>{@code loss = sum_l w_l (CE_l + alpha r_l),   w_l = l / sum_k k,   r_l the regularisation}</pre>
 */
public final class De3Bert implements MethodFactory<De3Bert.Settings> {

    /**
     * The settings.
     *
     * @param alpha how much distances count in training, at least 0
     * @param weight of the distance ratio against the entropy, as in {@link DistanceAndEntropy.Config}
     * @param threshold of their mean, as there
     */
    public record Settings(double alpha, double weight, double threshold) {
        public Settings {
            if (!(alpha >= 0)) {
                throw new IllegalArgumentException("alpha must be at least 0, was " + alpha);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("de3-bert");
    }

    @Override
    public Class<De3Bert.Settings> configType() {
        return De3Bert.Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "DE3-BERT",
                "after He et al., DE3-BERT: Distance-Enhanced Early Exiting for BERT based on Prototypical Networks, "
                        + "2024, from its abstract",
                "https://arxiv.org/abs/2402.05948",
                "pooled-linear and prototypes; task loss and distances by depth; distance ratio with entropy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, De3Bert.Settings> presets() {
        return Map.of("paper", new Settings(0.1, 1, 0.3));
    }

    @Override
    public EarlyExitMethod create(De3Bert.Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "de3-bert");
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.DEPTH),
                new Objective.Summand(config.alpha(), new PrototypeDistance(), LayerWeighting.DEPTH)));
        Recipe recipe = new Recipe(
                context.layers(),
                new PooledLinear(Recipes.DROPOUT),
                List.of(new Prototypes()),
                Optional.empty(),
                List.of(Recipes.jointly(context, objective)),
                Recipes.exit(
                        "distance-and-entropy", new DistanceAndEntropy.Config(config.threshold(), config.weight())));
        return () -> recipe;
    }
}
