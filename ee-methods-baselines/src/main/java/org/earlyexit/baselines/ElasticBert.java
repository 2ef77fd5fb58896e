package org.earlyexit.baselines;

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
import org.earlyexit.train.TaskLoss;

/**
 * The fine-tuning of ElasticBERT: a pooler and a classifier for each layer, all trained at once and alike, and
 * {@linkplain Entropy entropy} as the exit rule.
 *
 * <p>Liu et al., <a href="https://arxiv.org/abs/2110.07038">Towards Efficient NLP: A Standard Evaluation and A Strong
 * Baseline</a>, NAACL 2022, after the published code:
 *
 * <pre>{@code loss = sum_l CE_l}</pre>
 *
 * <p>The backbone is the suite's: ElasticBERT's own multi-exit pre-training is not part of this.
 */
public final class ElasticBert implements MethodFactory<Entropy.Config> {

    @Override
    public ComponentId id() {
        return new ComponentId("elasticbert");
    }

    @Override
    public Class<Entropy.Config> configType() {
        return Entropy.Config.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "ElasticBERT",
                "after Liu et al., Towards Efficient NLP: A Standard Evaluation and A Strong Baseline, NAACL 2022, "
                        + "its fine-tuning alone",
                "https://arxiv.org/abs/2110.07038",
                "own-pooled-linear; plain sum of task losses; entropy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Entropy.Config> presets() {
        return Map.of("paper", new Entropy.Config(0.3));
    }

    @Override
    public EarlyExitMethod create(Entropy.Config config, MethodContext context) {
        Tasks.classes(context.kind(), "elasticbert");
        Recipe recipe = Recipe.passive(
                context.layers(),
                Recipes.ownClassifiers(),
                Recipes.atOnce(context, Objective.of(new TaskLoss(), LayerWeighting.UNIFORM)),
                Recipes.exit("entropy", config));
        return () -> recipe;
    }
}
