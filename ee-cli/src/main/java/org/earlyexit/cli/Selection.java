package org.earlyexit.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.suite.Overrides;
import picocli.CommandLine.Option;

/** The options that say which part of a suite, and with what changed. Filled by picocli, then read once. */
final class Selection {

    @Option(names = "--tasks", split = ",", paramLabel = "TASK", description = "Only these tasks of the suite.")
    private List<String> tasks = List.of();

    @Option(names = "--methods", split = ",", paramLabel = "ROW", description = "Only these rows of the suite.")
    private List<String> methods = List.of();

    @Option(names = "--seeds", split = ",", paramLabel = "N", description = "These seeds instead of the suite's.")
    private List<Long> seeds = List.of();

    @Option(
            names = "--backbone",
            paramLabel = "ID|FOLDER",
            description =
                    "This backbone instead: an id of `ee list backbones`, a HuggingFace folder, or the name of a model"
                            + " that `ee model fetch` brought here.")
    private Optional<String> backbone = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Another value for a setting of the suite, such as training.epochs=1.")
    private Map<String, String> set = Map.of();

    Overrides overrides() {
        return new Overrides(tasks, methods, seeds, backbone, set);
    }
}
