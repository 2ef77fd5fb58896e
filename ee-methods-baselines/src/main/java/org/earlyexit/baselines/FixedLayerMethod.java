package org.earlyexit.baselines;

import java.util.Map;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StrategyChoice;

/**
 * The joint model, left by every sample at the same layer. Unswept, that is the middle one, {@code L / 2}; the model is
 * the one that PABEE trains.
 */
public final class FixedLayerMethod implements MethodFactory<NoSettings> {

    @Override
    public ComponentId id() {
        return new ComponentId("fixed-layer");
    }

    @Override
    public Class<NoSettings> configType() {
        return NoSettings.class;
    }

    @Override
    public MethodCard card() {
        return ReferenceCards.of("Fixed layer", "pooled-linear; task loss by depth; one layer for all samples");
    }

    @Override
    public Map<String, NoSettings> presets() {
        return Map.of("paper", new NoSettings());
    }

    @Override
    public EarlyExitMethod create(NoSettings config, MethodContext context) {
        int middle = Math.max(1, context.layers() / 2);
        Recipe recipe = Recipes.joint(context, StrategyChoice.of("fixed-layer", Map.of("layer", middle)));
        return () -> recipe;
    }
}
