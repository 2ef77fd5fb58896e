package org.earlyexit.baselines;

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
import org.earlyexit.train.TaskLoss;

/**
 * HadSkip: {@linkplain SkipGates gates} before each layer learn to skip it, towards a budget that shrinks from all
 * layers to what is asked; one classifier at the top, and no exit.
 *
 * <p>Wang et al., <a href="https://aclanthology.org/2023.findings-emnlp.283/">HadSkip: Homotopic and Adaptive Layer
 * Skipping of Pre-trained Language Models for Efficient Inference</a>, Findings of EMNLP 2023. Only the abstract was
 * read: the form of gates, penalty and annealing, and all numbers are guesses.
 *
 * <pre>{@code loss = CE_L + penalty max(0, share of layers that run - b(t)),   b(t) from 1 to the budget}</pre>
 *
 * <p>With a budget of 1 it is the full model.
 */
public final class HadSkip implements MethodFactory<HadSkip.Settings> {

    private static final double OPEN = 1;
    private static final double TEMPERATURE = 5;

    /**
     * The settings.
     *
     * @param budget share of the layers that may run, in (0, 1]
     * @param penalty of running more, above 0
     */
    public record Settings(double budget, double penalty) {
        public Settings {
            if (!(budget > 0 && budget <= 1) || !(penalty > 0)) {
                throw new IllegalArgumentException(
                        "budget must be in (0, 1] and penalty above 0, were %s and %s".formatted(budget, penalty));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("hadskip");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "HadSkip",
                "after Wang et al., HadSkip: Homotopic and Adaptive Layer Skipping of Pre-trained Language Models for "
                        + "Efficient Inference, Findings of EMNLP 2023, from its abstract",
                "https://aclanthology.org/2023.findings-emnlp.283/",
                "final classifier and gates; task loss and a shrinking budget; layers are skipped",
                Set.of(MethodCard.Ability.CLASSIFICATION, MethodCard.Ability.REGRESSION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.5, 5), "three-quarters", new Settings(0.75, 5));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        if (config.budget() == 1) {
            return new FullModel().create(new NoSettings(), context);
        }
        Recipes.requireSkippable(context, "hadskip");
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), LayerWeighting.FINAL),
                new Objective.Summand(config.penalty(), new ComputeBudget(config.budget()), LayerWeighting.FINAL)));
        Recipe recipe = new Recipe(
                context.layers(),
                Recipes.ownClassifiers(),
                List.of(new SkipGates(OPEN)),
                Optional.of(new OpenGates()),
                List.of(Recipes.fineTuning(context.layers(), context)
                        .with(objective)
                        .with(new HomotopicGates(TEMPERATURE))),
                Recipes.exit("never", new NoSettings()));
        return () -> recipe;
    }
}
