package org.earlyexit.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.Distillation;
import org.earlyexit.train.DistillationFrom;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.GradientRule;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MetaStep;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;

/**
 * LeeBERT: the joint model of PABEE, whose classifiers learn from each other as well, where how much each loss counts
 * is learned by what it does to other samples; left by PABEE's {@linkplain Patience patience}.
 *
 * <p>Zhu, <a href="https://aclanthology.org/2021.acl-long.231/">LeeBERT: Learned Early Exit for BERT with Cross-Level
 * Optimization</a>, ACL 2021, after notes of others; no published code was found:
 *
 * <pre>{@code
 * loss = sum_l w_l CE_l + mutual * T^2 sum_(m!=l) v_ml KL(softmax(z_m / T) || softmax(z_l / T))
 * }</pre>
 *
 * <p>{@linkplain ClassifierWeights Weights} start as those of depth and are moved by a {@linkplain MetaStep step on
 * halves of the batch}; the halves' judgement is by cross-entropies weighted by depth. These, the form of the weights,
 * rates, the temperature, from the range in the notes, and the factor are guesses. Without mutual learning and with
 * fixed weights it is PABEE.
 */
public final class LeeBert implements MethodFactory<LeeBert.Settings> {

    /**
     * The settings.
     *
     * @param mutual how much the classifiers' learning from each other counts, at least 0
     * @param teachers whom each learns from: {@code others}, or {@code deeper} alone
     * @param temperature of that learning, above 0
     * @param weightRate at which weights are learned, at least 0; 0 leaves them at those of depth
     * @param trialRate of the step by which they are judged, above 0
     * @param interval learns weights at every so many steps, at least 1
     */
    public record Settings(
            double mutual,
            Distillation.Teachers teachers,
            double temperature,
            double weightRate,
            double trialRate,
            int interval) {
        public Settings {
            if (!(mutual >= 0) || !(weightRate >= 0)) {
                throw new IllegalArgumentException(
                        "mutual and weightRate must be at least 0, were %s and %s".formatted(mutual, weightRate));
            }
            if (!(temperature > 0)) {
                throw new IllegalArgumentException("temperature must be above 0, was " + temperature);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("leebert");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "LeeBERT",
                "Zhu, LeeBERT: Learned Early Exit for BERT with Cross-Level Optimization, ACL 2021",
                "https://aclanthology.org/2021.acl-long.231/",
                "pooled-linear; task loss and mutual distillation by weights that a meta-step trains; same answer in a"
                        + " row",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of(
                "paper", new Settings(1, Distillation.Teachers.OTHERS, 2, 1e-2, 1e-2, 4),
                "fixed", new Settings(1, Distillation.Teachers.OTHERS, 2, 0, 1e-2, 4));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "leebert");
        StrategyChoice exit = Recipes.patience(context);
        Recipe recipe = config.weightRate() > 0 ? learned(config, context, exit) : fixed(config, context, exit);
        return () -> recipe;
    }

    private static Recipe fixed(Settings config, MethodContext context, StrategyChoice exit) {
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.DEPTH),
                new Objective.Summand(
                        config.mutual(),
                        new Distillation(config.teachers(), config.temperature()),
                        LayerWeighting.DEPTH)));
        return config.mutual() == 0 ? Recipes.joint(context, exit) : Recipes.joint(context, objective, exit);
    }

    private static Recipe learned(Settings config, MethodContext context, StrategyChoice exit) {
        List<Objective.Summand> terms = new ArrayList<>();
        terms.add(new Objective.Summand(1, new TaskLoss(), new ClassifierWeight()));
        for (int teacher = 1; teacher <= context.layers() && config.mutual() > 0; teacher++) {
            PairWeight weight = new PairWeight(teacher, config.teachers());
            if (weight.readsAny(context.layers())) {
                terms.add(new Objective.Summand(
                        config.mutual(), new DistillationFrom(teacher, config.temperature()), weight));
            }
        }
        GradientRule.Learned weights = new GradientRule.Learned(
                Selector.of(ClassifierWeights.GROUP), new OptimizerSpec(config.weightRate(), 0, 0, 0, 1e-8));
        Objective judged = Objective.of(new TaskLoss(), LayerWeighting.DEPTH);
        MetaStep step = new MetaStep(weights, judged, config.trialRate(), config.interval());
        return new Recipe(
                context.layers(),
                new PooledLinear(Recipes.DROPOUT),
                List.of(new ClassifierWeights(config.teachers())),
                Optional.empty(),
                List.of(Recipes.jointly(context, new Objective(terms)).with(step)),
                exit);
    }
}
