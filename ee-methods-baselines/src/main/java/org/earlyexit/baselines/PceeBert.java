package org.earlyexit.baselines;

import java.util.Map;
import java.util.Set;
import org.earlyexit.exit.Combiner;
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
 * PCEE-BERT: the joint model of PABEE, left after {@linkplain PatienceAndConfidence enough confident layers in a row}.
 *
 * <p>Zhang et al., PCEE-BERT, Findings of NAACL 2022, after the published code, whose scripts have a patience of 2 and
 * 18 thresholds in (0, 1]; the unswept 0.3 is ours. Losses are weighed by depth as PABEE's, and share its training; the
 * code's other two schemes are presets.
 */
public final class PceeBert implements MethodFactory<PceeBert.Settings> {

    /**
     * The settings.
     *
     * @param threshold of the normalised entropy, as in {@link PatienceAndConfidence.Config}
     * @param patience as there
     * @param combine as there
     * @param weighting of the classifiers' losses
     */
    public record Settings(double threshold, int patience, Combiner combine, LayerWeighting weighting) {}

    @Override
    public ComponentId id() {
        return new ComponentId("pcee-bert");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
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
    public Map<String, Settings> presets() {
        return Map.of(
                "paper", new Settings(0.3, 2, Combiner.CURRENT, LayerWeighting.DEPTH),
                "descending", new Settings(0.3, 2, Combiner.CURRENT, LayerWeighting.SHALLOWNESS),
                "uniform", new Settings(0.3, 2, Combiner.CURRENT, LayerWeighting.UNIFORM));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "pcee-bert");
        PatienceAndConfidence.Config rule =
                new PatienceAndConfidence.Config(config.threshold(), config.patience(), config.combine());
        Recipe recipe =
                Recipes.joint(context, Objective.of(new TaskLoss(), config.weighting()), Recipes.exit("pcee", rule));
        return () -> recipe;
    }
}
