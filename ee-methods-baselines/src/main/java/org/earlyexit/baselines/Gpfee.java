package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.earlyexit.head.PastFuture;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.AnnealedCuts;
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
 * <p>The lowest layers are {@linkplain AnnealedCuts let in by and by}: two of them unless set, where the code has one
 * to three by task. The code counts the imagination as free; here it has its price.
 */
public final class Gpfee implements MethodFactory<Gpfee.Settings> {

    /**
     * The settings.
     *
     * @param threshold the entropy in nats below which samples leave when no sweep changes it
     * @param cut how many of the lowest layers are let in by and by, at least 0
     */
    public record Settings(double threshold, int cut) {
        public Settings {
            if (cut < 0) {
                throw new IllegalArgumentException("cut must be at least 0, was " + cut);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("gpfee");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "GPFEE",
                "Liao et al., A Global Past-Future Early Exit Method for Accelerating Inference of Pre-trained"
                        + " Language Models, NAACL 2021",
                "https://aclanthology.org/2021.naacl-main.162/",
                "past-future; task loss by depth and imitation of deeper layers; entropy",
                Set.of(MethodCard.Ability.CLASSIFICATION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.3, 2));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Tasks.classes(context.kind(), "gpfee");
        double each = 0.5 / Math.max(1, context.layers() - 1);
        Objective objective = new Objective(List.of(
                new Objective.Summand(0.5, new TaskLoss(), LayerWeighting.DEPTH),
                new Objective.Summand(each, new Imagination(), LayerWeighting.ALL_BUT_FINAL)));
        Recipe recipe = Recipe.passive(
                context.layers(),
                new PastFuture(Recipes.DROPOUT),
                List.of(Recipes.jointly(context, objective).with(new AnnealedCuts(config.cut()))),
                Recipes.exit("entropy", new Entropy.Config(config.threshold())));
        return () -> recipe;
    }
}
