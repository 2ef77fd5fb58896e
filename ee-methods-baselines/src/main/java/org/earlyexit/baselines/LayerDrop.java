package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;

/**
 * LayerDrop: fine-tuning in which layers are skipped at random, so that some can be left out afterwards. A static
 * reference: the same layers run for every sample.
 *
 * <p>Fan et al., <a href="https://arxiv.org/abs/1909.11556">Reducing Transformer Depth on Demand with Structured
 * Dropout</a>, ICLR 2020, from memory. The paper drops whole batches' layers and pre-trains with that; here each sample
 * draws its own, in fine-tuning alone.
 */
public final class LayerDrop implements MethodFactory<LayerDrop.Settings> {

    /**
     * The settings.
     *
     * @param rate at which layers are dropped in training, in [0, 1)
     * @param kept share of the layers that run afterwards, in (0, 1], at least one layer
     */
    public record Settings(double rate, double kept) {
        public Settings {
            if (!(rate >= 0 && rate < 1) || !(kept > 0 && kept <= 1)) {
                throw new IllegalArgumentException(
                        "rate must be in [0, 1) and kept in (0, 1], were %s and %s".formatted(rate, kept));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("layerdrop");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return ReferenceCards.of("LayerDrop", "final classifier; task loss, layers dropped at random; some layers run");
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of("paper", new Settings(0.2, 0.5), "three-quarters", new Settings(0.2, 0.75));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        Recipes.requireSkippable(context, "layerdrop");
        int kept = Math.max(1, (int) Math.round(config.kept() * context.layers()));
        Recipe recipe = new Recipe(
                context.layers(),
                Recipes.ownClassifiers(),
                List.of(),
                Optional.of(new KeptLayers(kept, context.layers())),
                List.of(Recipes.fineTuning(context.layers(), context).with(new DroppedLayers(config.rate()))),
                Recipes.exit("never", new NoSettings()));
        return () -> recipe;
    }
}
