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

/**
 * The first {@code layers} layers of the backbone, fine-tuned as a model of their own: what a fixed budget gets without
 * any exit. Often written BERT-6L.
 */
public final class Truncated implements MethodFactory<Truncated.Settings> {

    /**
     * The settings.
     *
     * @param layers how many of the backbone's layers are kept, at least 1
     */
    public record Settings(int layers) {
        public Settings {
            if (layers < 1) {
                throw new IllegalArgumentException("layers must be at least 1, was " + layers);
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("truncated");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return ReferenceCards.of("Truncated", "the first layers only, with a final classifier; task loss");
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(6));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        int depth = config.layers();
        Recipes.requireDepth(context, depth);
        Recipe recipe = Recipe.passive(
                depth,
                Recipes.ownClassifiers(),
                List.of(Recipes.fineTuning(depth, context)),
                StrategyChoice.of("never", Map.of()));
        return () -> recipe;
    }
}
