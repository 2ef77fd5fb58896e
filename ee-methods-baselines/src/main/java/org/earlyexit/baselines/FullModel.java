package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StrategyChoice;

/** Ordinary fine-tuning with the final classifier only: the row that all others are measured against. */
public final class FullModel implements MethodFactory<NoSettings> {

    @Override
    public ComponentId id() {
        return new ComponentId("full-model");
    }

    @Override
    public Class<NoSettings> configType() {
        return NoSettings.class;
    }

    @Override
    public MethodCard card() {
        return ReferenceCards.of("Full model", "final classifier; task loss; never leaves early");
    }

    @Override
    public Map<String, NoSettings> presets() {
        return Map.of("paper", new NoSettings());
    }

    @Override
    public EarlyExitMethod create(NoSettings config, MethodContext context) {
        Recipe recipe = Recipe.passive(
                context.layers(),
                Recipes.ownClassifiers(),
                List.of(Recipes.fineTuning(context.layers(), context)),
                StrategyChoice.of("never", Map.of()));
        return () -> recipe;
    }
}
