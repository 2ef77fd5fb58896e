package org.earlyexit.bench.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.plugin.PluginException;
import org.earlyexit.plugin.Settings;

/** Where suites come from: those bundled with the toolkit, and YAML files. */
public final class Suites {

    private static final List<String> BUNDLED =
            List.of("quick", "built-in", "consistentee", "smartbert", "rivals", "glue-exits", "glue-small", "glue");
    private static final long LARGEST_FILE = 1 << 20;

    private Suites() {}

    /** The names of the suites that come with the toolkit, the shortest run first. */
    public static List<String> bundled() {
        return BUNDLED;
    }

    /**
     * Reads a suite and changes what the command line says.
     *
     * @param nameOrFile a bundled suite's name, or the path of a YAML file
     * @throws ConfigException if there is none, or it cannot be used; the message lists every problem
     */
    public static Suite read(String nameOrFile, Overrides overrides) {
        Map<String, Object> tree = new SuiteTree(text(nameOrFile), nameOrFile).values();
        overrides.backbone().ifPresent(backbone -> tree.put("backbone", backbone));
        if (!overrides.seeds().isEmpty()) {
            tree.put("seeds", overrides.seeds());
        }
        overrides.set().forEach((path, value) -> SuiteTree.set(tree, path, value));
        try {
            Suite suite = Settings.read("suite", tree, Suite.class);
            requireKnown("trainingByTask", List.copyOf(suite.trainingByTask().keySet()), suite.tasks(), suite.name());
            return only(suite, overrides);
        } catch (PluginException | IllegalArgumentException e) {
            throw new ConfigException(nameOrFile + ": " + e.getMessage(), e);
        }
    }

    private static Suite only(Suite suite, Overrides overrides) {
        requireKnown("--tasks", overrides.tasks(), suite.tasks(), suite.name());
        List<String> tasks = overrides.tasks().isEmpty() ? suite.tasks() : overrides.tasks();
        Map<String, Map<String, Object>> training = new LinkedHashMap<>(suite.trainingByTask());
        training.keySet().retainAll(tasks); // what is left is a suite that can be read again
        return new Suite(
                suite.name(),
                suite.backbone(),
                tasks,
                suite.seeds(),
                overrides.methods().isEmpty() ? suite.methods() : rows(suite, overrides.methods()),
                suite.samples(),
                suite.training(),
                training,
                suite.measure());
    }

    /**
     * The rows of these names; a name that the suite does not have is a method's id, with the method's own settings.
     */
    private static List<Suite.MethodEntry> rows(Suite suite, List<String> names) {
        return names.stream()
                .map(name -> suite.methods().stream()
                        .filter(entry -> entry.as().equals(name))
                        .findFirst()
                        .orElseGet(() -> new Suite.MethodEntry(name, name, "paper", Map.of())))
                .toList();
    }

    private static void requireKnown(String option, List<String> asked, List<String> known, String suite) {
        List<String> unknown = new ArrayList<>(asked);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ConfigException("%s must name rows of suite '%s', was %s; it has: %s"
                    .formatted(option, suite, unknown, String.join(", ", known)));
        }
    }

    private static String text(String nameOrFile) {
        if (BUNDLED.contains(nameOrFile)) {
            return bundledText(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        try {
            if (!Files.isRegularFile(file)) {
                throw new ConfigException("No suite is called '%s', and there is no such file; bundled: %s"
                        .formatted(nameOrFile, String.join(", ", BUNDLED)));
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw new ConfigException("%s: a suite must be at most %d bytes, was %d"
                        .formatted(nameOrFile, LARGEST_FILE, Files.size(file)));
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException("%s: must be readable UTF-8, was not: %s".formatted(nameOrFile, e), e);
        }
    }

    private static String bundledText(String name) {
        try (InputStream in = Suites.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("suite " + name + " must be bundled, is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The training settings of a task: the suite's, but for what it has otherwise for this task. */
    public static Suite.Training training(Suite suite, String task) {
        Map<String, Object> values = new LinkedHashMap<>(Settings.describe(suite.training()));
        values.putAll(suite.trainingByTask().getOrDefault(task, Map.of()));
        try {
            return Settings.read("trainingByTask." + task, values, Suite.Training.class);
        } catch (PluginException e) {
            throw new ConfigException("suite " + suite.name() + ": " + e.getMessage(), e);
        }
    }
}
