package org.earlyexit.baselines;

import java.util.Map;
import java.util.Set;
import org.earlyexit.exit.Divergence;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;

/**
 * F-PABEE: the joint model of PABEE, left once {@linkplain DivergencePatience neighbouring answers stay close}.
 *
 * <p>Gao et al., <a href="https://arxiv.org/abs/2305.11916">F-PABEE</a>, ICASSP 2023: PABEE's loss by depth, divergence
 * of Jensen and Shannon. The unswept threshold and patience are ours. Tasks of several labels a sample are left out.
 */
public final class FPabee implements MethodFactory<DivergencePatience.Config> {

    @Override
    public ComponentId id() {
        return new ComponentId("f-pabee");
    }

    @Override
    public Class<DivergencePatience.Config> configType() {
        return DivergencePatience.Config.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "F-PABEE",
                "Gao et al., F-PABEE: Flexible-Patience-Based Early Exiting for Single-Label and Multi-Label Text "
                        + "Classification Tasks, ICASSP 2023",
                "https://arxiv.org/abs/2305.11916",
                "pooled-linear; task loss by depth; close answers in a row",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, DivergencePatience.Config> presets() {
        return Map.of("paper", new DivergencePatience.Config(0.01, 2, Divergence.JENSEN_SHANNON));
    }

    @Override
    public EarlyExitMethod create(DivergencePatience.Config config, MethodContext context) {
        Tasks.classes(context.kind(), "f-pabee");
        Recipe recipe = Recipes.joint(context, Recipes.exit("f-pabee", config));
        return () -> recipe;
    }
}
