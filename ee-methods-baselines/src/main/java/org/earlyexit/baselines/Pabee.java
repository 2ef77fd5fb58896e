package org.earlyexit.baselines;

import java.util.Map;
import java.util.Set;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodCard.Ability;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StepPolicy;
import org.earlyexit.train.StrategyChoice;

/**
 * PABEE: one shared pooler, a linear classifier for each layer, all trained at once with the backbone, and
 * {@linkplain Patience patience} as the exit rule.
 *
 * <p>Zhou et al., <a href="https://arxiv.org/abs/2006.04152">BERT Loses Patience</a>, NeurIPS 2020. The loss is
 *
 * <pre>{@code loss = sum_l l * CE_l / sum_l l,   l = 1..L;   squared errors for regression}</pre>
 *
 * <p>Unswept, patience is half the layers: 6 of 12, the paper's middle value. The published code trains for 5 epochs in
 * batches of 32 at 2e-5 and, from memory, without warm-up and weight decay; it compares whole batches, which for
 * batches of one is the rule here.
 */
public final class Pabee implements MethodFactory<Pabee.Settings> {

    /**
     * The settings.
     *
     * @param tolerance how close two numbers must be to agree, in the units of the labels; classification does not read
     *     it
     * @param schedule where epochs, batches and rates come from
     */
    public record Settings(double tolerance, Schedule schedule) {
        public Settings {
            if (!(tolerance > 0)) {
                throw new IllegalArgumentException("tolerance must be above 0, was " + tolerance);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("pabee");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "PABEE",
                "Zhou et al., BERT Loses Patience: Fast and Robust Inference with Early Exit, NeurIPS 2020",
                "https://arxiv.org/abs/2006.04152",
                "pooled-linear; task loss by depth; same answer in a row",
                Set.of(Ability.CLASSIFICATION, Ability.REGRESSION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.1, Schedule.SUITE), "official", new Settings(0.1, Schedule.PUBLISHED));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        int half = Math.max(1, context.layers() / 2);
        StrategyChoice strategy = StrategyChoice.of("pabee", Map.of("patience", half, "tolerance", config.tolerance()));
        Recipe recipe = Recipes.joint(config.schedule() == Schedule.SUITE ? context : published(context), strategy);
        return () -> recipe;
    }

    private static MethodContext published(MethodContext context) {
        return context.with(new OptimizerSpec(2e-5, 0, 0, 1, 1e-8), new StepPolicy(5, 32, 1, 0));
    }
}
