package org.earlyexit.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.harness.Isolation;
import org.earlyexit.bench.harness.WorkerProcess;
import picocli.CommandLine.Option;

/** The options that say which rows run in processes of their own. Filled by picocli. */
final class Isolating {

    private static final long MEBIBYTE = 1 << 20;

    @Option(
            names = "--isolate",
            description = "Make each row in a process of its own; those of --plugins are in any case.")
    private boolean everything;

    @Option(
            names = "--trust-plugins",
            description = "Load the jars of --plugins into this process, where they may do whatever they like.")
    private boolean trusting;

    @Option(
            names = "--row-time",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "The process of a row is stopped after this long; by default 6h.")
    private Duration time = Duration.ofHours(6);

    @Option(
            names = "--row-memory",
            paramLabel = "MIB",
            description = "The process of a row is stopped when it takes more; by default ${DEFAULT-VALUE}.")
    private long memory = 8192;

    /** The folder of plugins that this process loads itself. */
    Optional<Path> trusted(Installation installation) {
        return trusting ? installation.plugins() : Optional.empty();
    }

    /** The isolation that the options ask for; looks into each jar by a process of its own. */
    Isolation isolation(Installation installation, Console console) {
        WorkerProcess.Limits limits = new WorkerProcess.Limits(time, memory * MEBIBYTE);
        Map<String, Path> jars = trusting || installation.plugins().isEmpty()
                ? Map.of()
                : new ForeignJars(console).methods(installation.plugins().get());
        return new Isolation(everything, OwnCommand.withHeap(limits.bytes() / 2), jars, limits);
    }
}
