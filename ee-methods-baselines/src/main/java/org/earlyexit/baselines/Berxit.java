package org.earlyexit.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Selector;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StrategyChoice;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.Weighting;

/**
 * BERxiT: alternating fine-tuning of final and all classifiers, and a module that {@linkplain LearningToExit learns to
 * exit}, for classes and for numbers.
 *
 * <p>Xin et al., <a href="https://aclanthology.org/2021.eacl-main.8/">BERxiT</a>, EACL 2021. Every classifier has a
 * pooler of its own. With {@code J = (1/L) sum_l (u_l - t_l)^2} for the {@linkplain UncertaintyError module},
 *
 * <pre>{@code
 * joint:       loss = sum_l CE_l + J
 * two-stage:   loss = CE_L, all but internal classifiers and module; then sum_(l<L) CE_l + J, these alone
 * alternating: loss = CE_L + J at even steps, sum_l CE_l + J at odd ones
 * }</pre>
 *
 * <p>The published code leaves {@code CE_L} out of odd steps where the module learns too; the preset {@code official}
 * does that, and has the code's threshold. Without the module the exit rule is entropy, which needs classes.
 */
public final class Berxit implements MethodFactory<Berxit.Settings> {

    /** How classifiers and backbone are trained. */
    public enum Routine {
        JOINT,
        TWO_STAGE,
        ALTERNATING,
        /** Alternating, without the final classifier's loss at odd steps. */
        ALTERNATING_WITHOUT_FINAL
    }

    /**
     * The settings.
     *
     * @param routine how classifiers and backbone are trained
     * @param learnedExit whether the module learns to exit; if not, entropy decides
     * @param threshold of the learned uncertainty, or of the entropy in nats, below which samples leave when no sweep
     *     changes it, at least 0
     */
    public record Settings(Routine routine, boolean learnedExit, double threshold) {
        public Settings {
            if (!(threshold >= 0)) {
                throw new IllegalArgumentException("threshold must be at least 0, was " + threshold);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("berxit");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "BERxiT",
                "Xin et al., BERxiT: Early Exiting for BERT with Better Fine-Tuning and Extension to Regression, "
                        + "EACL 2021",
                "https://aclanthology.org/2021.eacl-main.8/",
                "own-pooled-linear and a learning-to-exit module; alternating task losses; learned uncertainty",
                Set.of(MethodCard.Ability.CLASSIFICATION, MethodCard.Ability.REGRESSION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of(
                "paper", new Settings(Routine.ALTERNATING, true, 0.1),
                "official", new Settings(Routine.ALTERNATING_WITHOUT_FINAL, true, 0.005),
                "entropy", new Settings(Routine.ALTERNATING, false, 0.3));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        StrategyChoice exit = config.learnedExit()
                ? Recipes.exit("learned-uncertainty", new SignalThreshold.Config(config.threshold()))
                : Recipes.exit("entropy", new Entropy.Config(config.threshold()));
        if (!config.learnedExit()) {
            Tasks.classes(context.kind(), "berxit without its learned exit");
        }
        Recipe recipe = new Recipe(
                context.layers(),
                Recipes.ownClassifiers(),
                config.learnedExit() ? List.of(new LearningToExit()) : List.of(),
                Optional.empty(),
                stages(config, context),
                exit);
        return () -> recipe;
    }

    private static List<Stage> stages(Settings config, MethodContext context) {
        return switch (config.routine()) {
            case JOINT -> atOnce(config, context, LayerWeighting.UNIFORM);
            case ALTERNATING -> atOnce(config, context, new Alternation(true));
            case ALTERNATING_WITHOUT_FINAL -> atOnce(config, context, new Alternation(false));
            case TWO_STAGE -> twoStages(config, context);
        };
    }

    private static List<Stage> atOnce(Settings config, MethodContext context, Weighting weighting) {
        return Recipes.atOnce(context, objective(config, context, weighting));
    }

    private static List<Stage> twoStages(Settings config, MethodContext context) {
        List<String> module = config.learnedExit() ? List.of(LearningToExit.GROUP) : List.of();
        List<String> late = new ArrayList<>(Recipes.internalClassifiers(context.layers()));
        late.addAll(module);
        Objective objective = objective(config, context, LayerWeighting.ALL_BUT_FINAL);
        return List.of(
                Recipes.fineTuning(context.layers(), context, module),
                new Stage(
                        "internal-classifiers",
                        new Selector(late, List.of()),
                        context.steps(),
                        objective,
                        context.optimizer()));
    }

    private static Objective objective(Settings config, MethodContext context, Weighting weighting) {
        List<Objective.Summand> terms = new ArrayList<>();
        terms.add(new Objective.Summand(1, new TaskLoss(), weighting));
        if (config.learnedExit()) {
            double share = 1.0 / context.layers();
            terms.add(new Objective.Summand(share, new UncertaintyError(), LayerWeighting.UNIFORM));
        }
        return new Objective(terms);
    }
}
