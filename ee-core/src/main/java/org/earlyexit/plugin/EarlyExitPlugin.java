package org.earlyexit.plugin;

import java.util.List;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.InternalClassifierFactory;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.train.MethodFactory;

/**
 * The one service type that the toolkit discovers. Says what it offers and does nothing else: it is made by its
 * no-argument constructor, which must have no side effects.
 */
public interface EarlyExitPlugin {

    default List<BackboneFactory> backbones() {
        return List.of();
    }

    default List<MethodFactory<?>> methods() {
        return List.of();
    }

    default List<ExitStrategyFactory<?>> exitStrategies() {
        return List.of();
    }

    default List<InternalClassifierFactory<?>> internalClassifiers() {
        return List.of();
    }
}
