package org.earlyexit.testkit.tck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.plugin.Offer;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StepPolicy;

/** What the plugins of one jar offer, and how it is used by the methods of the same jar. */
final class Offered implements AutoCloseable {

    private static final int LAYERS = 6;

    private final Path jar;
    private final PluginRegistry registry;

    Offered(Path jar) {
        this.jar = jar;
        this.registry = PluginRegistry.discover(jar);
    }

    /** Why a plugin of the jar was left out. */
    List<String> problems() {
        return registry.problems().stream().map(Object::toString).toList();
    }

    List<MethodFactory<?>> methods() {
        return own(registry.methods().stream());
    }

    List<BackboneFactory> backbones() {
        return own(registry.backbones().stream());
    }

    List<ExitStrategyFactory<?>> strategies() {
        return own(registry.exitStrategies().stream());
    }

    /** The recipes of the jar's methods at their own settings; a method that has none is another rule's concern. */
    List<Recipe> recipes() {
        List<Recipe> recipes = new ArrayList<>();
        for (MethodFactory<?> method : methods()) {
            for (TaskKind kind : List.of(new TaskKind.Classification(2), new TaskKind.Regression())) {
                if (method.card().supports(kind)) {
                    recipe(method, kind).ifPresent(recipes::add);
                }
            }
        }
        return recipes;
    }

    private static Optional<Recipe> recipe(MethodFactory<?> method, TaskKind kind) {
        MethodContext context = new MethodContext(
                LAYERS, kind, new OptimizerSpec(5e-3, 0.01, 0.1, 1, 1e-8), new StepPolicy(1, 16, 1, 0));
        Record paper = method.presets().get("paper");
        try {
            return paper == null
                    ? Optional.empty()
                    : Optional.of(Settings.method(method, "with", Settings.describe(paper), context)
                            .recipe());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private <T> List<T> own(Stream<Offer<T>> offers) {
        return offers.filter(offer -> offer.origin().location().equals(jar.toString()))
                .map(Offer::factory)
                .toList();
    }

    @Override
    public void close() {
        registry.close();
    }
}
