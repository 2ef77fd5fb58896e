package org.earlyexit.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code check}: what a run would need. Filled by picocli. */
final class Needs {

    @Option(names = "--data", paramLabel = "DIR", description = "The folder with GLUE in its official layout.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--backbone",
            defaultValue = "ee-mini",
            paramLabel = "ID|FOLDER",
            description = "The backbone to load, as for bench; by default ${DEFAULT-VALUE}.")
    private String backbone = "ee-mini";

    @Option(names = "--out", defaultValue = "runs", paramLabel = "DIR", description = "Where runs would be written.")
    private Path out = Path.of("runs");

    @Option(names = "--device", defaultValue = "auto", paramLabel = "NAME", description = "As for bench.")
    private String device = "auto";

    Optional<Path> data() {
        return data;
    }

    String backbone() {
        return backbone;
    }

    Path out() {
        return out;
    }

    String device() {
        return device;
    }
}
