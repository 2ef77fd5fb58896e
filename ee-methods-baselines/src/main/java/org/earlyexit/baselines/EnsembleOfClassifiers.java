package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;

/**
 * The ensemble of internal classifiers: joint training that keeps the classifiers apart, and their {@linkplain Votes
 * vote} as the exit rule.
 *
 * <p>Sun et al., <a href="https://arxiv.org/abs/2105.13792">Early Exiting with Ensemble Internal Classifiers</a>, 2021,
 * after notes of others:
 *
 * <pre>
 * {@code loss = sum_l w_l (CE_l - diversity * d_l),   w_l = l / sum_k k,   d_l the distance to the nearest before l}
 * </pre>
 *
 * <p>The notes have the weights of depth for BERT from an appendix and none on {@code d}; weighing both alike, which
 * keeps the loss bounded for a diversity below 1, and all numbers are guesses. The preset {@code voting} has no
 * diversity: PABEE's trained model, voted on.
 */
public final class EnsembleOfClassifiers implements MethodFactory<EnsembleOfClassifiers.Settings> {

    /**
     * The settings.
     *
     * @param diversity how much a distance is worth against a cross-entropy, in [0, 1)
     * @param threshold of the vote, as in {@link Votes.Config}
     * @param power of the vote, as there
     */
    public record Settings(double diversity, double threshold, double power) {
        public Settings {
            if (!(diversity >= 0 && diversity < 1)) {
                throw new IllegalArgumentException("diversity must be in [0, 1), was " + diversity);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("ensemble-ic");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "Ensemble-IC",
                "Sun et al., Early Exiting with Ensemble Internal Classifiers, 2021",
                "https://arxiv.org/abs/2105.13792",
                "pooled-linear; task loss by depth less diversity; vote",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.1, 1.5, 0.5), "voting", new Settings(0, 1.5, 0.5));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "ensemble-ic");
        StrategyChoice vote = Recipes.exit("votes", new Votes.Config(config.threshold(), config.power()));
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.DEPTH),
                new Objective.Summand(-config.diversity(), new Diversity(), LayerWeighting.DEPTH)));
        Recipe recipe =
                config.diversity() == 0 ? Recipes.joint(context, vote) : Recipes.joint(context, objective, vote);
        return () -> recipe;
    }
}
