package org.earlyexit.consistentee;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.Phase;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MemorizedLayerFact;
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
 * ConsistentEE: a {@linkplain PolicyNetworks policy network} a layer learns by reinforcement where to leave, and only
 * the classifier of that layer has to answer right.
 *
 * <p>Zeng et al., <a href="https://arxiv.org/abs/2312.11882">ConsistentEE</a>, AAAI 2024. One pooler for all layers, a
 * linear classifier each:
 *
 * <pre>{@code stage 1, joint:  loss = sum_l l * CE_l / sum_l l,   all but the policy networks;
 * then m = the memorized layer of each training sample, without dropout;
 * stage 2, policy: loss = policy gradient of the reward,   the policy networks alone;
 * stage 3, both:   loss = CE where the rollouts leave + policy gradient,   everything;
 * 2 and 3 again as often as there are rounds}</pre>
 *
 * <p>The paper's text was not at hand when this was written; {@code official} follows the published code, {@code paper}
 * what the abstract describes and the code's comments hint at. In the code actions are greedy under dropout, layers
 * cost nothing, and the last policy network learns a decision that changes nothing. Its third stage ends after the
 * first epoch while its schedule counts two; ours counts the one.
 */
public final class ConsistentEe implements MethodFactory<ConsistentEeSettings> {

    private static final double DROPOUT = 0.1; // BERT's own, before a classifier

    @Override
    public ComponentId id() {
        return new ComponentId("consistentee");
    }

    @Override
    public Class<ConsistentEeSettings> configType() {
        return ConsistentEeSettings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "ConsistentEE",
                "Zeng et al., ConsistentEE: A Consistent and Hardness-Guided Early Exiting Method for Accelerating "
                        + "Language Models Inference, AAAI 2024",
                "https://arxiv.org/abs/2312.11882",
                "pooled-linear and a policy network a layer; task loss by depth, then REINFORCE; learned exit",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, ConsistentEeSettings> presets() {
        return Map.of("paper", ConsistentEeSettings.PAPER, "official", ConsistentEeSettings.OFFICIAL);
    }

    @Override
    public EarlyExitMethod create(ConsistentEeSettings config, MethodContext context) {
        requireFits(context);
        MethodContext first = config.schedule() == Schedule.SUITE ? context : published(context);
        List<Stage> stages = new ArrayList<>();
        stages.add(classifiers(first));
        for (int round = 1; round <= config.rounds(); round++) {
            stages.add(policy(config, first, round));
            stages.add(both(config, first, round));
        }
        Recipe recipe = new Recipe(
                context.layers(),
                new PooledLinear(DROPOUT),
                List.of(new PolicyNetworks()),
                Optional.empty(),
                stages,
                StrategyChoice.of("learned-exit", Map.of("threshold", config.threshold())));
        return () -> recipe;
    }

    private static void requireFits(MethodContext context) {
        if (context.kind() instanceof TaskKind.Regression) {
            throw new IllegalArgumentException(
                    "consistentee needs classes, which a regression does not have; use pabee or fixed-layer");
        }
        if (context.layers() < 2) {
            throw new IllegalArgumentException(
                    "consistentee needs a backbone of at least 2 layers, was " + context.layers());
        }
    }

    /**
     * Called as other methods call it, so that it draws the same: equal seeds give the weights that PABEE starts from.
     */
    private static Stage classifiers(MethodContext context) {
        Selector allButPolicies = Selector.everything().except(PolicyNetworks.GROUPS);
        Objective objective = Objective.of(new TaskLoss(), LayerWeighting.DEPTH);
        return new Stage("joint", allButPolicies, context.steps(), objective, context.optimizer());
    }

    private static Stage policy(ConsistentEeSettings config, MethodContext context, int round) {
        return new Stage(
                "policy-" + round,
                Selector.of(PolicyNetworks.GROUPS),
                steps(config, context, config.policyEpochs()),
                new Objective(List.of(policyTerm(config))),
                context.optimizer().withLearningRate(context.optimizer().learningRate() * config.policyRate()),
                List.of(new MemorizedLayerFact(round > 1 && config.refreshMemorized())),
                config.frozenDropout() ? Phase.TRAINING : Phase.INFERENCE);
    }

    private static Stage both(ConsistentEeSettings config, MethodContext context, int round) {
        ExitShare whereItLeaves = new ExitShare(new BatchRollouts(config.rolloutPlan()));
        Objective.Summand answers = new Objective.Summand(1, new TaskLoss(), whereItLeaves);
        return new Stage(
                "both-" + round,
                Selector.everything(),
                steps(config, context, config.jointEpochs()),
                new Objective(List.of(answers, policyTerm(config))),
                context.optimizer().withLearningRate(context.optimizer().learningRate() * config.jointRate()),
                List.of(new MemorizedLayerFact(false)),
                Phase.INFERENCE);
    }

    private static Objective.Summand policyTerm(ConsistentEeSettings config) {
        return new Objective.Summand(
                1,
                new PolicyGradient(new BatchRollouts(config.rolloutPlan())),
                config.lastLayerTerm() ? LayerWeighting.UNIFORM : LayerWeighting.ALL_BUT_FINAL);
    }

    /** Nothing stops early: what is learned from is the training samples' own hardness. */
    private static StepPolicy steps(ConsistentEeSettings config, MethodContext context, int epochs) {
        int batchSize = config.schedule() == Schedule.SUITE ? context.steps().batchSize() : Schedule.PUBLISHED_BATCH;
        int copies = config.tiledCopies() ? config.rollouts() : 1;
        return new StepPolicy(epochs, batchSize, context.steps().accumulation(), 0, copies);
    }

    private static MethodContext published(MethodContext context) {
        OptimizerSpec optimizer = new OptimizerSpec(1e-5, 0, 0, 1, 1e-8);
        return new MethodContext(context.layers(), context.kind(), optimizer, new StepPolicy(5, 16, 1, 0));
    }
}
