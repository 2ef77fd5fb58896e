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
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;

/**
 * DeeBERT: ordinary fine-tuning first, then the internal classifiers on the frozen backbone, and {@linkplain Entropy
 * entropy} as the exit rule.
 *
 * <p>Xin et al., <a href="https://arxiv.org/abs/2004.12993">DeeBERT</a>, ACL 2020. Every classifier has a pooler of its
 * own, which starts as a copy of the pre-trained one:
 *
 * <pre>{@code stage 1: loss = CE_L, all but the internal classifiers;
 * stage 2: loss = sum_(l<L) CE_l, nothing but the internal classifiers}</pre>
 *
 * <p>Stage 1 is the {@linkplain FullModel full model}'s training, and the two share it. Stage 2 doubles the passes over
 * the data; the published code does so too, for 3 epochs each in batches of 8 at 2e-5, without warm-up and weight
 * decay. Its classifier at the last layer, which neither stage trains and which may answer all the same, is left out.
 */
public final class DeeBert implements MethodFactory<DeeBert.Settings> {

    /**
     * The settings.
     *
     * @param threshold the entropy in nats below which samples leave when no sweep changes it, at least 0
     * @param schedule where epochs, batches and rates come from
     */
    public record Settings(double threshold, Schedule schedule) {
        public Settings {
            if (!(threshold >= 0)) {
                throw new IllegalArgumentException("threshold must be at least 0 nats, was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("deebert");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "DeeBERT",
                "Xin et al., DeeBERT: Dynamic Early Exiting for Accelerating BERT Inference, ACL 2020",
                "https://arxiv.org/abs/2004.12993",
                "own-pooled-linear; two stages, backbone frozen in the second; entropy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.3, Schedule.SUITE), "official", new Settings(0.3, Schedule.PUBLISHED));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "deebert");
        MethodContext schedule = config.schedule() == Schedule.SUITE ? context : published(context);
        int layers = context.layers();
        List<Stage> stages = List.of(Recipes.fineTuning(layers, schedule), internalClassifiers(layers, schedule));
        StrategyChoice strategy = StrategyChoice.of("entropy", Map.of("threshold", config.threshold()));
        Recipe recipe = Recipe.passive(layers, Recipes.ownClassifiers(), stages, strategy);
        return () -> recipe;
    }

    private static Stage internalClassifiers(int layers, MethodContext context) {
        Selector trainable = new Selector(Recipes.internalClassifiers(layers), List.of());
        Objective objective = Objective.of(new TaskLoss(), LayerWeighting.ALL_BUT_FINAL);
        return new Stage("internal-classifiers", trainable, context.steps(), objective, context.optimizer());
    }

    private static MethodContext published(MethodContext context) {
        OptimizerSpec optimizer = new OptimizerSpec(2e-5, 0, 0, 1, 1e-8);
        return context.with(optimizer, new StepPolicy(3, 8, 1, 0));
    }
}
