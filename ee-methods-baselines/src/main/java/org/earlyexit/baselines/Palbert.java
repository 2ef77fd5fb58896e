package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.head.OnePooledLinear;
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
 * PALBERT: one classifier for all layers, a {@linkplain Halting lambda layer} that learns where to stop by making each
 * layer's loss count as it is likely to be the last, and the {@linkplain HaltingQuantile quantile} as the exit rule.
 *
 * <p>Balagansky and Gavrilov, <a href="https://arxiv.org/abs/2204.03276">PALBERT: Teaching ALBERT to Ponder</a>,
 * NeurIPS 2022, after the published code:
 *
 * <pre>{@code loss = sum_l p_l CE_l + beta KL(p || geometric(rate));   squared errors for regression}</pre>
 *
 * <p>Beta and quantile are the paper's, the rate of the prior is PonderNet's and from memory.
 */
public final class Palbert implements MethodFactory<Palbert.Settings> {

    /**
     * The settings.
     *
     * @param beta how much the prior counts, at least 0
     * @param rate of the prior, in (0, 1): one over the layers that it expects, but for its end
     * @param quantile at which samples leave when no sweep changes it, in [0, 1]
     */
    public record Settings(double beta, double rate, double quantile) {
        public Settings {
            if (!(beta >= 0)) {
                throw new IllegalArgumentException("beta must be at least 0, was " + beta);
            }
            if (!(rate > 0 && rate < 1)) {
                throw new IllegalArgumentException("rate must be in (0, 1), was " + rate);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("palbert");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "PALBERT",
                "Balagansky and Gavrilov, PALBERT: Teaching ALBERT to Ponder, NeurIPS 2022",
                "https://arxiv.org/abs/2204.03276",
                "one-pooled-linear and a lambda layer; task loss by halting probability; quantile of it",
                Set.of(MethodCard.Ability.CLASSIFICATION, MethodCard.Ability.REGRESSION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.5, 0.1, 0.5));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, new TaskLoss(), new HaltingShare()),
                new Objective.Summand(config.beta(), new HaltingPrior(config.rate()), LayerWeighting.UNIFORM)));
        Recipe recipe = new Recipe(
                context.layers(),
                new OnePooledLinear(Recipes.DROPOUT),
                List.of(new Halting()),
                Optional.empty(),
                Recipes.atOnce(context, objective),
                Recipes.exit("halting-quantile", new HaltingQuantile.Config(config.quantile())));
        return () -> recipe;
    }
}
