package org.earlyexit.bench.harness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.StrategyChoice;

/** An exit strategy whose first knob can be turned. */
final class Swept {

    private final PluginRegistry registry;
    private final StrategyChoice choice;
    private final TaskKind kind;
    private final int layers;

    Swept(PluginRegistry registry, StrategyChoice choice, TaskKind kind, int layers) {
        this.registry = registry;
        this.choice = choice;
        this.kind = kind;
        this.layers = layers;
    }

    /** The knob that is turned; empty for a strategy that has none. */
    Optional<Knob> knob() {
        ExitStrategyFactory<?> factory =
                registry.exitStrategy(choice.use().value()).factory();
        return factory.knobs(kind, layers).stream().findFirst();
    }

    /** The settings with the knob at a value. */
    Map<String, Object> at(double value) {
        Knob knob = knob().orElseThrow();
        return Settings.with(choice.with(), knob, value);
    }

    /** The knob as its own settings have it; empty where they leave it to the strategy. */
    Map<String, Double> own() {
        Map<String, Double> values = new TreeMap<>();
        knob().ifPresent(knob -> {
            if (choice.with().get(knob.name()) instanceof Number value) {
                values.put(knob.name(), value.doubleValue());
            }
        });
        return values;
    }

    /** The strategy with its own settings. */
    ExitStrategy strategy() {
        return registry.strategy(choice, "exitStrategy.with", kind, layers);
    }

    /** The strategy with the knob at a value. */
    ExitStrategy strategy(double value) {
        return registry.strategy(new StrategyChoice(choice.use(), at(value)), "exitStrategy.with", kind, layers);
    }

    List<ExitStrategy> strategies(List<Double> values) {
        return values.stream().map(this::strategy).toList();
    }
}
