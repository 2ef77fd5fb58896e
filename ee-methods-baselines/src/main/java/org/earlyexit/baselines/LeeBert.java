package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.Distillation;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;

/**
 * LeeBERT: the joint model of PABEE, whose classifiers learn from each other as well, left by PABEE's
 * {@linkplain Patience patience}.
 *
 * <p>Zhu, <a href="https://aclanthology.org/2021.acl-long.231/">LeeBERT</a>, ACL 2021, after notes of others; no
 * published code was found:
 *
 * <pre>{@code
 * loss = sum_l w_l (CE_l + mutual * T^2 mean_m KL(softmax(z_m / T) || softmax(z_l / T))),   w_l = l / sum_k k
 * }</pre>
 *
 * <p>The paper learns a weight for each classifier and each pair on a second half of the samples; here they are those
 * of depth, because nothing yet trains weights by other samples than the parameters. The temperature, from the range in
 * the notes, and the factor are guesses. Without mutual learning it is PABEE.
 */
public final class LeeBert implements MethodFactory<LeeBert.Settings> {

    private static final double TOLERANCE = 0.1; // of numbers, which this method does not predict

    /**
     * The settings.
     *
     * @param mutual how much the classifiers' learning from each other counts, at least 0
     * @param teachers whom each learns from: {@code others}, or {@code deeper} alone
     * @param temperature of that learning, above 0
     */
    public record Settings(double mutual, Distillation.Teachers teachers, double temperature) {
        public Settings {
            if (!(mutual >= 0)) {
                throw new IllegalArgumentException("mutual must be at least 0, was " + mutual);
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
                "after Zhu, LeeBERT: Learned Early Exit for BERT with Cross-Level Optimization, ACL 2021, with weights "
                        + "of depth instead of learned ones",
                "https://aclanthology.org/2021.acl-long.231/",
                "pooled-linear; task loss by depth and mutual distillation; same answer in a row",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(1, Distillation.Teachers.OTHERS, 2));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "leebert");
        int half = Math.max(1, context.layers() / 2);
        StrategyChoice exit = Recipes.exit("pabee", new Patience.Config(half, TOLERANCE));
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.DEPTH),
                new Objective.Summand(
                        config.mutual(),
                        new Distillation(config.teachers(), config.temperature()),
                        LayerWeighting.DEPTH)));
        Recipe recipe = config.mutual() == 0 ? Recipes.joint(context, exit) : Recipes.joint(context, objective, exit);
        return () -> recipe;
    }
}
