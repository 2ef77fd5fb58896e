package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.head.PastFuture;
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
 * GPFEE: classifiers that read all {@linkplain PastFuture past layers and imagine the future ones}, and
 * {@linkplain Entropy entropy} as the exit rule.
 *
 * <p>Liao et al., <a href="https://aclanthology.org/2021.naacl-main.162/">A Global Past-Future Early Exit Method</a>,
 * NAACL 2021, after the published code:
 *
 * <pre>{@code loss = 1/2 sum_l l CE_l / sum_l l + 1/2 mean_(l<L) mean_(j>l) (1 - cos(c_j, f_j(c_l)))}</pre>
 *
 * <p>The code also begins with the lowest one to three layers cut off from the gradient and lets them in by and by;
 * that is left out. It counts the imagination as free; here it has its price.
 */
public final class Gpfee implements MethodFactory<Entropy.Config> {

    @Override
    public ComponentId id() {
        return new ComponentId("gpfee");
    }

    @Override
    public Class<Entropy.Config> configType() {
        return Entropy.Config.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "GPFEE",
                "Liao et al., A Global Past-Future Early Exit Method for Accelerating Inference of Pre-trained Language "
                        + "Models, NAACL 2021",
                "https://aclanthology.org/2021.naacl-main.162/",
                "past-future; task loss by depth and imitation of deeper layers; entropy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Entropy.Config> presets() {
        return Map.of("paper", new Entropy.Config(0.3));
    }

    @Override
    public EarlyExitMethod create(Entropy.Config config, MethodContext context) {
        Tasks.classes(context.kind(), "gpfee");
        double each = 0.5 / Math.max(1, context.layers() - 1);
        Objective objective = new Objective(List.of(
                new Objective.Summand(0.5, new TaskLoss(), LayerWeighting.DEPTH),
                new Objective.Summand(each, new Imagination(), LayerWeighting.ALL_BUT_FINAL)));
        Recipe recipe = Recipe.passive(
                context.layers(),
                new PastFuture(Recipes.DROPOUT),
                Recipes.atOnce(context, objective),
                Recipes.exit("entropy", config));
        return () -> recipe;
    }
}
