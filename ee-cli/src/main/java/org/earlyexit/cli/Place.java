package org.earlyexit.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.earlyexit.bench.harness.Isolation;
import org.earlyexit.bench.harness.RunOptions;
import org.earlyexit.bench.harness.StopSignal;
import picocli.CommandLine.Option;

/** The options that say where a run reads and writes, on which device and for how long. Filled by picocli. */
final class Place {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder with GLUE in its official layout; built-in tasks need none.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", description = "The run folder; by default runs/NAME of the suite.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Begin nothing new after this long, such as 90m or 1h30m.")
    private Optional<Duration> maxTime = Optional.empty();

    @Option(
            names = "--keep-every",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "A training keeps its progress this often; by default 30s.")
    private Duration keepEvery = RunOptions.KEEP_EVERY;

    @Option(
            names = "--device",
            defaultValue = "auto",
            paramLabel = "NAME",
            description = "auto, cpu, gpu or gpu:N; by default ${DEFAULT-VALUE}.")
    private String device = "auto";

    String device() {
        return device;
    }

    RunOptions options(StopSignal stop) {
        return options(stop, Isolation.NONE);
    }

    RunOptions options(StopSignal stop, Isolation isolation) {
        return new RunOptions(data, maxTime, keepEvery, stop, isolation);
    }

    /** The run folder of a suite. */
    Path out(String suite) {
        return out.orElse(Path.of("runs", suite));
    }
}
