package org.earlyexit.baselines;

import java.util.Map;
import java.util.Set;
import org.earlyexit.exit.Combiner;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;

/**
 * PCEE-BERT: the joint model of PABEE, left after {@linkplain PatienceAndConfidence enough confident layers in a row}.
 *
 * <p>Zhang et al., PCEE-BERT, Findings of NAACL 2022, after the published code, whose scripts have a patience of 2 and
 * 18 thresholds in (0, 1]; the unswept 0.3 is ours. The code can also weigh losses evenly or by how shallow they are;
 * this is its ascending scheme, which is PABEE's.
 */
public final class PceeBert implements MethodFactory<PatienceAndConfidence.Config> {

    @Override
    public ComponentId id() {
        return new ComponentId("pcee-bert");
    }

    @Override
    public Class<PatienceAndConfidence.Config> configType() {
        return PatienceAndConfidence.Config.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "PCEE-BERT",
                "Zhang et al., PCEE-BERT: Accelerating BERT Inference via Patient and Confident Early Exiting, "
                        + "Findings of NAACL 2022",
                "https://aclanthology.org/2022.findings-naacl.25/",
                "pooled-linear; task loss by depth; confident layers in a row",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, PatienceAndConfidence.Config> presets() {
        return Map.of("paper", new PatienceAndConfidence.Config(0.3, 2, Combiner.CURRENT));
    }

    @Override
    public EarlyExitMethod create(PatienceAndConfidence.Config config, MethodContext context) {
        Tasks.classes(context.kind(), "pcee-bert");
        Recipe recipe = Recipes.joint(context, Recipes.exit("pcee", config));
        return () -> recipe;
    }
}
