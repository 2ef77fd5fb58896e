package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
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
 * RomeBERT: internal classifiers learn from the labels and from the final classifier, in one stage with it, and
 * {@linkplain Entropy entropy} is the exit rule.
 *
 * <p>Geng et al., <a href="https://arxiv.org/abs/2101.09755">RomeBERT: Robust Training of Multi-Exit BERT</a>, 2021,
 * after the published code:
 *
 * <pre>{@code loss = CE_L + sum_(l<L) ((1 - gamma) CE_l + gamma T^2 KL(softmax(z_L / T) || softmax(z_l / T)))}</pre>
 *
 * <p>Gradient regularisation: in every layer but the last, what the sum would undo of the final classifier's gradient
 * is taken out of the sum's, as the code does; notes of the paper have it the other way round. The preset
 * {@code distillation} is without it.
 */
public final class RomeBert implements MethodFactory<RomeBert.Settings> {

    /**
     * The settings.
     *
     * @param gamma how much the final classifier counts against the labels, in [0, 1]
     * @param temperature of learning from it, above 0
     * @param regularised whether gradients are regularised
     * @param threshold the entropy in nats below which samples leave when no sweep changes it
     */
    public record Settings(double gamma, double temperature, boolean regularised, double threshold) {
        public Settings {
            if (!(gamma >= 0 && gamma <= 1) || !(temperature > 0)) {
                throw new IllegalArgumentException("gamma must be in [0, 1] and temperature above 0, were %s and %s"
                        .formatted(gamma, temperature));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("romebert");
    }

    @Override
    public Class<RomeBert.Settings> configType() {
        return RomeBert.Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "RomeBERT",
                "Geng et al., RomeBERT: Robust Training of Multi-Exit BERT, 2021",
                "https://arxiv.org/abs/2101.09755",
                "own-pooled-linear; task losses and distillation from the last layer, gradients projected; entropy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, RomeBert.Settings> presets() {
        return Map.of(
                "paper", new Settings(0.9, 3, true, 0.3),
                "distillation", new Settings(0.9, 3, false, 0.3));
    }

    @Override
    public EarlyExitMethod create(RomeBert.Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "romebert");
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.FINAL),
                new Objective.Summand(1 - config.gamma(), new TaskLoss(), LayerWeighting.ALL_BUT_FINAL),
                new Objective.Summand(
                        config.gamma(),
                        new Distillation(Distillation.Teachers.FINAL, config.temperature()),
                        LayerWeighting.ALL_BUT_FINAL)));
        Stage joint = Recipes.jointly(context, objective);
        Stage stage =
                config.regularised() ? joint.with(new ProjectedGradients(1, allButLast(context.layers()))) : joint;
        Recipe recipe = Recipe.passive(
                context.layers(),
                Recipes.ownClassifiers(),
                List.of(stage),
                Recipes.exit("entropy", new Entropy.Config(config.threshold())));
        return () -> recipe;
    }

    private static Selector allButLast(int layers) {
        List<String> groups = IntStream.range(1, layers)
                .mapToObj(layer -> "backbone.layer[" + layer + "]")
                .toList();
        return new Selector(groups, List.of());
    }
}
