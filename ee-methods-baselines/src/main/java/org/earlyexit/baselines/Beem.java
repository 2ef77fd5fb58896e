package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StrategyChoice;

/**
 * BEEM: the joint model of PABEE, left once agreeing layers have {@linkplain GatheredConfidence gathered enough
 * confidence}.
 *
 * <p>Bajpai and Hanawal, BEEM: Boosting Performance of Early Exit DNNs using Multi-Exit Classifiers as Experts, ICLR
 * 2025, after the abstract and the published code. The code for BERT works the score out and then leaves by PABEE's
 * patience, which is the preset {@code official}; the code for ALBERT leaves by the score. The unswept threshold is
 * ours. The preset {@code accuracy} is the paper's second kind of weights; its thresholds for each layer, which it
 * finds by an optimisation that neither abstract nor code tells, are one here.
 */
public final class Beem implements MethodFactory<Beem.Settings> {

    /** What a sample leaves by. */
    public enum Rule {
        /** The gathered confidence. */
        SCORE,
        /** PABEE's patience, half the layers. */
        PATIENCE
    }

    /**
     * The settings.
     *
     * @param rule what a sample leaves by
     * @param threshold of the gathered confidence, in [0, 1]; patience does not read it
     * @param trust what layers are weighed by
     */
    public record Settings(Rule rule, double threshold, GatheredConfidence.Trust trust) {
        public Settings {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold must be in [0, 1], was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("beem");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "BEEM",
                "Bajpai and Hanawal, BEEM: Boosting Performance of Early Exit DNNs using Multi-Exit Classifiers as "
                        + "Experts, ICLR 2025",
                "https://arxiv.org/abs/2502.00745",
                "pooled-linear; task loss by depth; confidence gathered while answers agree",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of(
                "paper", new Settings(Rule.SCORE, 0.25, GatheredConfidence.Trust.COST),
                "accuracy", new Settings(Rule.SCORE, 0.25, GatheredConfidence.Trust.ACCURACY),
                "official", new Settings(Rule.PATIENCE, 0.25, GatheredConfidence.Trust.COST));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "beem");
        StrategyChoice exit = config.rule() == Rule.SCORE
                ? Recipes.exit("beem", new GatheredConfidence.Config(config.threshold(), config.trust(), List.of()))
                : Recipes.patience(context);
        Recipe recipe = Recipes.joint(context, exit);
        return () -> recipe;
    }
}
