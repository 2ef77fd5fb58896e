package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.head.LayerMix;
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
 * The Right Tool for the Job: classifiers over a {@linkplain LayerMix mix} of all layers so far, all trained at once
 * and alike, and the {@linkplain TemperedMaxProbability largest probability} as the exit rule.
 *
 * <p>Schwartz et al., <a href="https://arxiv.org/abs/2004.07453">The Right Tool for the Job: Matching Model and
 * Instance Complexities</a>, ACL 2020, after the published code:
 *
 * <pre>{@code loss = sum_l CE_l}</pre>
 *
 * <p>Temperatures are fitted after training, one a layer. The paper's few exits are every layer here.
 */
public final class RightTool implements MethodFactory<TemperedMaxProbability.Config> {

    @Override
    public ComponentId id() {
        return new ComponentId("right-tool");
    }

    @Override
    public Class<TemperedMaxProbability.Config> configType() {
        return TemperedMaxProbability.Config.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "Right Tool",
                "Schwartz et al., The Right Tool for the Job: Matching Model and Instance Complexities, ACL 2020",
                "https://arxiv.org/abs/2004.07453",
                "layer-mix; plain sum of task losses; largest probability at a temperature",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, TemperedMaxProbability.Config> presets() {
        return Map.of("paper", new TemperedMaxProbability.Config(0.9, List.of()));
    }

    @Override
    public EarlyExitMethod create(TemperedMaxProbability.Config config, MethodContext context) {
        Tasks.classes(context.kind(), "right-tool");
        Recipe recipe = Recipe.passive(
                context.layers(),
                new LayerMix(Recipes.DROPOUT),
                Recipes.atOnce(context, Objective.of(new TaskLoss(), LayerWeighting.UNIFORM)),
                Recipes.exit("tempered-max-probability", config));
        return () -> recipe;
    }
}
