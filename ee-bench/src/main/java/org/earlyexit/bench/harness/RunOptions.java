package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a run finds its data, when it stops starting new work, and how it is interrupted.
 *
 * @param data the folder with GLUE in the official layout; built-in tasks need none
 * @param maxTime no new cell is begun after this long; what is missing is reported as not run
 * @param keepEvery a training keeps its progress this often
 * @param stop how it is told to keep its progress at once
 * @param isolation which rows run in processes of their own
 */
public record RunOptions(
        Optional<Path> data, Optional<Duration> maxTime, Duration keepEvery, StopSignal stop, Isolation isolation) {

    /** How often a training keeps its progress unless told otherwise. */
    public static final Duration KEEP_EVERY = Duration.ofSeconds(30);

    /** No data folder, no limit. */
    public static final RunOptions NONE = new RunOptions(Optional.empty(), Optional.empty());

    /** Nobody interrupts it, and all of it runs in this process. */
    public RunOptions(Optional<Path> data, Optional<Duration> maxTime) {
        this(data, maxTime, KEEP_EVERY, new StopSignal(), Isolation.NONE);
    }
}
