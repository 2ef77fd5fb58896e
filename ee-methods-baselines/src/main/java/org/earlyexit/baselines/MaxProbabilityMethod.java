package org.earlyexit.baselines;

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
 * The joint model, left as soon as the {@linkplain MaxProbability most probable class is probable enough}. The plain
 * form of the rule that Schwartz et al. (The Right Tool for the Job, ACL 2020) apply to calibrated probabilities of
 * classifiers that mix layers: neither their calibration nor their classifiers are this. The model is the one that
 * PABEE trains, so the two rules are compared on equal answers.
 */
public final class MaxProbabilityMethod implements MethodFactory<MaxProbabilityMethod.Settings> {

    /**
     * The settings.
     *
     * @param threshold the probability at which samples leave when no sweep changes it, in (0, 1]
     */
    public record Settings(double threshold) {
        public Settings {
            if (!(threshold > 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold must be in (0, 1], was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("max-probability");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "Max probability",
                "after Schwartz et al., The Right Tool for the Job, ACL 2020, without calibration",
                "https://arxiv.org/abs/2004.07453",
                "pooled-linear; task loss by depth; largest probability",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.9));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "max-probability");
        StrategyChoice strategy = StrategyChoice.of("max-probability", Map.of("threshold", config.threshold()));
        Recipe recipe = Recipes.joint(context, strategy);
        return () -> recipe;
    }
}
