package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.spi.ComponentId;
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
 * L2W-DEN: a {@linkplain WeightNetwork network} learns how much each sample's loss should count at each layer, by what
 * that does to other samples {@linkplain BudgetExits where they would leave}; left by the {@linkplain MaxProbability
 * largest probability}.
 *
 * <p>Han et al., <a href="https://arxiv.org/abs/2209.08310">Learning to Weight Samples for Dynamic Early-exiting
 * Networks</a>, ECCV 2022, after the published code; a vision method brought to text here:
 *
 * <pre>{@code loss = sum_l mean_b w_bl CE_bl}</pre>
 *
 * <p>The network is moved by a {@linkplain MetaStep step on halves of the batch}, whose gradient the paper takes
 * through the trial step and the toolkit by finite differences. Differences from the paper: the trial step is plain
 * gradient descent, though AdamW makes the real one, which the whole batch makes together after both halves have been
 * judged. The paper sets a threshold a layer from a budget; here one threshold is swept. Widths, rates and budget are
 * the published ones, epsilon that of the code's larger task.
 */
public final class L2wDen implements MethodFactory<L2wDen.Settings> {

    private static final int WIDTH = 500;
    private static final double META_DECAY = 1e-4;

    /**
     * The settings.
     *
     * @param epsilon how far weights may be from 1, at least 0; 0 is uniform joint training
     * @param share of samples that each layer is given of what the one before was, above 0
     * @param metaRate at which the network learns, above 0
     * @param trialRate of the trial step, above 0
     * @param interval learns at every so many steps, at least 1
     * @param threshold the probability at which samples leave when no sweep changes it
     */
    public record Settings(
            double epsilon, double share, double metaRate, double trialRate, int interval, double threshold) {
        public Settings {
            if (!(epsilon >= 0) || !(share > 0)) {
                throw new IllegalArgumentException(
                        "epsilon must be at least 0 and share above 0, were %s and %s".formatted(epsilon, share));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("l2w-den");
    }

    @Override
    public Class<L2wDen.Settings> configType() {
        return L2wDen.Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "L2W-DEN",
                "Han et al., Learning to Weight Samples for Dynamic Early-exiting Networks, ECCV 2022",
                "https://arxiv.org/abs/2209.08310",
                "pooled-linear; task loss weighted by a network that a meta-step trains; largest probability",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, L2wDen.Settings> presets() {
        return Map.of("paper", new Settings(0.3, 0.75, 1e-4, 1e-2, 4, 0.9));
    }

    @Override
    public EarlyExitMethod create(L2wDen.Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "l2w-den");
        StrategyChoice exit = Recipes.exit("max-probability", new MaxProbability.Config(config.threshold()));
        Recipe recipe = config.epsilon() == 0
                ? Recipes.joint(context, Objective.of(new TaskLoss(), LayerWeighting.UNIFORM), exit)
                : new Recipe(
                        context.layers(),
                        new PooledLinear(Recipes.DROPOUT),
                        List.of(new WeightNetwork(WIDTH)),
                        Optional.empty(),
                        List.of(Recipes.jointly(
                                        context, Objective.of(new TaskLoss(), new PredictedWeights(config.epsilon())))
                                .with(metaStep(config))),
                        exit);
        return () -> recipe;
    }

    private static MetaStep metaStep(Settings config) {
        GradientRule.Learned network = new GradientRule.Learned(
                Selector.of(WeightNetwork.GROUP), new OptimizerSpec(config.metaRate(), META_DECAY, 0, 0, 1e-8));
        Objective judged = Objective.of(new TaskLoss(), new BudgetExits(config.share()));
        return new MetaStep(network, judged, config.trialRate(), config.interval());
    }
}
