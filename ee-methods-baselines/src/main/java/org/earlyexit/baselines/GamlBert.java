package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.Distillation;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.ProjectedGradients;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.TaskLoss;

/**
 * GAML-BERT: the classifiers learn from the labels and from each other, and what they learn from each other never works
 * against the labels; left by PABEE's {@linkplain Patience patience}.
 *
 * <p>Zhu et al., <a href="https://aclanthology.org/2021.emnlp-main.242/">GAML-BERT: Improving BERT Early Exiting by
 * Gradient Aligned Mutual Learning</a>, EMNLP 2021. Only the title and a survey were read: that gradients are aligned
 * by projection, that this happens tensor by tensor, and all numbers are guesses.
 *
 * <pre>{@code
 * loss = sum_l w_l (CE_l + mutual * T^2 mean_m KL(softmax(z_m / T) || softmax(z_l / T))),   w_l = l / sum_k k
 * }</pre>
 */
public final class GamlBert implements MethodFactory<GamlBert.Settings> {

    /**
     * The settings.
     *
     * @param mutual how much the classifiers' learning from each other counts, above 0
     * @param temperature of that learning, above 0
     */
    public record Settings(double mutual, double temperature) {
        public Settings {
            if (!(mutual > 0) || !(temperature > 0)) {
                throw new IllegalArgumentException(
                        "mutual and temperature must be above 0, were %s and %s".formatted(mutual, temperature));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("gaml-bert");
    }

    @Override
    public Class<GamlBert.Settings> configType() {
        return GamlBert.Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "GAML-BERT",
                "after Zhu et al., GAML-BERT: Improving BERT Early Exiting by Gradient Aligned Mutual Learning, EMNLP "
                        + "2021, from its title and a survey",
                "https://aclanthology.org/2021.emnlp-main.242/",
                "pooled-linear; task loss by depth and mutual distillation, gradients projected; same answer in a row",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, GamlBert.Settings> presets() {
        return Map.of("paper", new Settings(1, 2));
    }

    @Override
    public EarlyExitMethod create(GamlBert.Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "gaml-bert");
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.DEPTH),
                new Objective.Summand(
                        config.mutual(),
                        new Distillation(Distillation.Teachers.OTHERS, config.temperature()),
                        LayerWeighting.DEPTH)));
        Stage stage = Recipes.jointly(context, objective).with(new ProjectedGradients(1, Selector.everything()));
        Recipe recipe = Recipe.passive(
                context.layers(), new PooledLinear(Recipes.DROPOUT), List.of(stage), Recipes.patience(context));
        return () -> recipe;
    }
}
