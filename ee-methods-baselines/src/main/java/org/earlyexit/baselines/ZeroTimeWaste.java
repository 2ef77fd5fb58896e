package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.head.CascadedLinear;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.TaskLoss;

/**
 * Zero Time Waste: on a frozen backbone, each classifier {@linkplain CascadedLinear reads the one before}, and a
 * learned geometric mean of all so far answers; left as soon as that is {@linkplain MaxProbability probable enough}.
 *
 * <p>Wołczyk et al., <a href="https://arxiv.org/abs/2106.05409">Zero Time Waste: Recycling Predictions in Early Exit
 * Neural Networks</a>, NeurIPS 2021, after notes of others and from memory; a vision method brought to text here:
 *
 * <pre>{@code
 * stage 1: loss = CE_L, backbone and final classifier
 * stage 2: loss = sum_(l<L) CE of each classifier alone, these alone
 * stage 3: loss = sum_(l<L) CE of the means, their weights alone
 * }</pre>
 */
public final class ZeroTimeWaste implements MethodFactory<MaxProbability.Config> {

    @Override
    public ComponentId id() {
        return new ComponentId("ztw");
    }

    @Override
    public Class<MaxProbability.Config> configType() {
        return MaxProbability.Config.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "ZTW",
                "after Wołczyk et al., Zero Time Waste: Recycling Predictions in Early Exit Neural Networks, NeurIPS "
                        + "2021",
                "https://arxiv.org/abs/2106.05409",
                "cascaded-linear; three stages, backbone frozen after the first; largest probability of a geometric"
                        + " mean",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, MaxProbability.Config> presets() {
        return Map.of("paper", new MaxProbability.Config(0.9));
    }

    @Override
    public EarlyExitMethod create(MaxProbability.Config config, MethodContext context) {
        Tasks.classes(context.kind(), "ztw");
        int layers = context.layers();
        List<String> means = List.of("classifier.ensemble[*]");
        Recipe recipe = Recipe.passive(
                layers,
                new CascadedLinear(Recipes.DROPOUT),
                List.of(
                        Recipes.fineTuning(layers, context, means),
                        stage(
                                "internal-classifiers",
                                context,
                                Recipes.internalClassifiers(layers),
                                new OwnAnswerLoss()),
                        stage("ensembles", context, means, new TaskLoss())),
                Recipes.exit("max-probability", config));
        return () -> recipe;
    }

    private static Stage stage(String name, MethodContext context, List<String> groups, LossTerm loss) {
        Objective objective = Objective.of(loss, LayerWeighting.ALL_BUT_FINAL);
        return new Stage(name, new Selector(groups, List.of()), context.steps(), objective, context.optimizer());
    }
}
