package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.earlyexit.bench.glue.Task;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.suite.Suites;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.InternalClassifierFactory;
import org.earlyexit.plugin.Offer;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.Knob;
import org.earlyexit.train.MethodFactory;

/** What is known of each installed thing, in the words of the plugins. */
final class Listings {

    private final PluginRegistry registry;
    private final TaskCatalog tasks;

    @Inject
    Listings(PluginRegistry registry, TaskCatalog tasks) {
        this.registry = registry;
        this.tasks = tasks;
    }

    Listing of(ListedKind kind) {
        return switch (kind) {
            case BACKBONES ->
                new Listing(
                        registry.backbones().stream().map(Listings::backbone).toList(), List.of("description"));
            case METHODS ->
                new Listing(
                        registry.methods().stream().map(this::method).toList(),
                        List.of(
                                "description",
                                "pieces",
                                "stages",
                                "knobs",
                                "can",
                                "cannot",
                                "presets",
                                "paper",
                                "url"));
            case STRATEGIES ->
                new Listing(
                        registry.exitStrategies().stream()
                                .map(Listings::strategy)
                                .toList(),
                        List.of("settings", "knobs"));
            case CLASSIFIERS ->
                new Listing(
                        registry.internalClassifiers().stream()
                                .map(Listings::classifier)
                                .toList(),
                        List.of("description", "settings"));
            case TASKS ->
                new Listing(
                        Stream.concat(tasks.glue().stream(), tasks.builtIn().stream())
                                .map(id -> task(tasks.task(id)))
                                .toList(),
                        List.of("description", "metrics"));
            case SUITES ->
                new Listing(Suites.bundled().stream().map(Listings::suite).toList(), List.of());
        };
    }

    private static Map<String, Object> backbone(Offer<BackboneFactory> offer) {
        Map<String, Object> entry = entry(offer.factory().id(), offer);
        entry.put("description", offer.factory().description());
        entry.put("readsFolder", offer.factory().readsFolder());
        return entry;
    }

    private Map<String, Object> method(Offer<MethodFactory<?>> offer) {
        MethodFactory<?> factory = offer.factory();
        Map<String, Object> entry = entry(factory.id(), offer);
        entry.put(
                "description",
                factory.card().displayName() + ": " + factory.card().pieces());
        entry.put("paper", factory.card().paper());
        entry.put("url", factory.card().url());
        MethodPieces pieces = MethodPieces.of(factory, registry);
        entry.put("pieces", pieces.byKind());
        entry.put("stages", pieces.stages());
        entry.put("knobs", pieces.knobs());
        entry.put("can", pieces.abilities(factory.card(), true));
        entry.put("cannot", pieces.abilities(factory.card(), false));
        Map<String, Object> presets = new LinkedHashMap<>();
        factory.presets().forEach((name, settings) -> presets.put(name, Settings.describe(settings)));
        entry.put("presets", presets);
        return entry;
    }

    private static Map<String, Object> strategy(Offer<ExitStrategyFactory<?>> offer) {
        Map<String, Object> entry = entry(offer.factory().id(), offer);
        entry.put("settings", settings(offer.factory().configType()));
        entry.put(
                "knobs",
                offer.factory().knobs(MethodPieces.TWO_CLASSES, MethodPieces.TWELVE_LAYERS).stream()
                        .map(Listings::knob)
                        .toList());
        return entry;
    }

    static String knob(Knob knob) {
        Knob.Range range = knob.range();
        String direction = knob.direction().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return range.whole()
                ? "%s %d..%d, %s".formatted(knob.name(), (long) range.least(), (long) range.greatest(), direction)
                : "%s %s..%s, %s".formatted(knob.name(), range.least(), range.greatest(), direction);
    }

    private static Map<String, Object> classifier(Offer<InternalClassifierFactory<?>> offer) {
        Map<String, Object> entry = entry(offer.factory().id(), offer);
        entry.put("description", offer.factory().description());
        entry.put("settings", settings(offer.factory().configType()));
        return entry;
    }

    private static List<String> settings(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static Map<String, Object> task(Task task) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", task.id());
        entry.put("description", task.displayName() + ": " + task.origin().source());
        entry.put("metrics", task.metrics());
        entry.put("needsData", !task.files().isEmpty());
        entry.put("knownHardness", task.origin().knownHardness());
        return entry;
    }

    private static Map<String, Object> suite(String name) {
        return new LinkedHashMap<>(Map.of("id", name));
    }

    private static Map<String, Object> entry(Object id, Offer<?> offer) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", id.toString());
        entry.put("plugin", offer.origin().pluginClass());
        entry.put("from", offer.origin().location());
        return entry;
    }
}
