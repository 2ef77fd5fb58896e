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
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepPolicy;

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
 * <p>The divergence runs that way in the published code, whose threshold of 0.5 is ours unswept. Each stage has the
 * suite's schedule; the preset {@code official} has the published one, 3 and then 5 epochs in batches of 32 at 2e-5
 * with a tenth of warm-up; its weight decay and clipping are BERT's usual ones.
 */
public final class FastBert implements MethodFactory<FastBert.Settings> {

    private static final int STUDENT_EPOCHS = 5;
    private static final MiniAttention PUBLISHED = new MiniAttention(128, 2);

    /**
     * The settings.
     *
     * @param threshold of the normalised entropy, below which samples leave when no sweep changes it
     * @param published whether epochs, batches and rates are the published code's, not the suite's
     */
    public record Settings(double threshold, boolean published) {}

    @Override
    public ComponentId id() {
        return new ComponentId("fastbert");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
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
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.5, false), "official", new Settings(0.5, true));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "fastbert");
        int layers = context.layers();
        MethodContext schedule = config.published() ? published(context) : context;
        Stage students = new Stage(
                "self-distillation",
                new Selector(Recipes.internalClassifiers(layers), List.of()),
                config.published() ? schedule.steps().withEpochs(STUDENT_EPOCHS) : schedule.steps(),
                Objective.of(new Distillation(Distillation.Teachers.FINAL, 1), LayerWeighting.ALL_BUT_FINAL),
                schedule.optimizer());
        Recipe recipe = Recipe.passive(
                layers,
                PUBLISHED,
                List.of(Recipes.fineTuning(layers, schedule), students),
                Recipes.exit("normalized-entropy", new SignalThreshold.Config(config.threshold())));
        return () -> recipe;
    }

    private static MethodContext published(MethodContext context) {
        OptimizerSpec optimizer = new OptimizerSpec(2e-5, 0.01, 0.1, 1, 1e-8);
        return context.with(optimizer, new StepPolicy(3, 32, 1, 0));
    }
}
