package org.earlyexit.bench.harness;

import java.util.List;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.plugin.EarlyExitPlugin;
import org.earlyexit.plugin.Offer;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.testkit.ToyBackboneFactory;
import org.earlyexit.train.MethodFactory;

/** The installed methods and strategies on a toy backbone, and whatever else a test adds. */
record ToyPlugin(List<MethodFactory<?>> more) implements EarlyExitPlugin {

    static PluginRegistry registry(MethodFactory<?>... more) {
        return PluginRegistry.of(new ToyPlugin(List.of(more)));
    }

    @Override
    public List<BackboneFactory> backbones() {
        return List.of(new ToyBackboneFactory(4, 1));
    }

    @Override
    public List<MethodFactory<?>> methods() {
        List<MethodFactory<?>> all = new java.util.ArrayList<>(more);
        try (PluginRegistry installed = PluginRegistry.discover()) {
            for (Offer<MethodFactory<?>> offer : installed.methods()) {
                all.add(offer.factory());
            }
        }
        return all;
    }

    @Override
    public List<ExitStrategyFactory<?>> exitStrategies() {
        List<ExitStrategyFactory<?>> all = new java.util.ArrayList<>();
        try (PluginRegistry installed = PluginRegistry.discover()) {
            for (Offer<ExitStrategyFactory<?>> offer : installed.exitStrategies()) {
                all.add(offer.factory());
            }
        }
        return all;
    }
}
