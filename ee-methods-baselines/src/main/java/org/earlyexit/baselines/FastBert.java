package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.head.MiniAttention;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.Distillation;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;

/**
 * FastBERT: ordinary fine-tuning first, then each internal classifier learns from the final one on the frozen backbone,
 * without labels; and {@linkplain SignalThreshold#normalizedEntropy() normalised entropy} as the exit rule.
 *
 * <p>Liu et al., <a href="https://arxiv.org/abs/2004.02178">FastBERT</a>, ACL 2020. Every classifier is a small
 * {@linkplain MiniAttention attention} over all tokens:
 *
 * <pre>{@code stage 1: loss = CE_L, all but the internal classifiers;
 * stage 2: loss = sum_(l<L) KL(p_L || p_l), nothing but the internal classifiers}</pre>
 *
 * <p>The divergence runs that way in the published code, whose threshold of 0.5 is ours unswept. It trains for 3 and
 * then 5 epochs; here each stage has the suite's.
 */
public final class FastBert implements MethodFactory<SignalThreshold.Config> {

    private static final MiniAttention PUBLISHED = new MiniAttention(128, 2);

    @Override
    public ComponentId id() {
        return new ComponentId("fastbert");
    }

    @Override
    public Class<SignalThreshold.Config> configType() {
        return SignalThreshold.Config.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "FastBERT",
                "Liu et al., FastBERT: a Self-distilling BERT with Adaptive Inference Time, ACL 2020",
                "https://arxiv.org/abs/2004.02178",
                "mini-attention; two stages, backbone frozen in the second, which distils; normalised entropy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, SignalThreshold.Config> presets() {
        return Map.of("paper", new SignalThreshold.Config(0.5));
    }

    @Override
    public EarlyExitMethod create(SignalThreshold.Config config, MethodContext context) {
        Tasks.classes(context.kind(), "fastbert");
        int layers = context.layers();
        Stage students = new Stage(
                "self-distillation",
                new Selector(Recipes.internalClassifiers(layers), List.of()),
                context.steps(),
                Objective.of(new Distillation(Distillation.Teachers.FINAL, 1), LayerWeighting.ALL_BUT_FINAL),
                context.optimizer());
        Recipe recipe = Recipe.passive(
                layers,
                PUBLISHED,
                List.of(Recipes.fineTuning(layers, context), students),
                Recipes.exit("normalized-entropy", config));
        return () -> recipe;
    }
}
