package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a run finds its data, and when it stops starting new work.
 *
 * @param data the folder with GLUE in the official layout; built-in tasks need none
 * @param maxTime no new cell is begun after this long; what is missing is reported as not run
 */
public record RunOptions(Optional<Path> data, Optional<Duration> maxTime) {

    /** No data folder, no limit. */
    public static final RunOptions NONE = new RunOptions(Optional.empty(), Optional.empty());
}
