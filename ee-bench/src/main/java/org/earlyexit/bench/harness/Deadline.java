package org.earlyexit.bench.harness;

import java.time.Duration;
import java.util.Optional;

/** The moment after which no new work is begun. */
final class Deadline {

    private final long start = System.nanoTime();
    private final Optional<Duration> limit;

    Deadline(Optional<Duration> limit) {
        this.limit = limit;
    }

    boolean passed() {
        return limit.isPresent() && System.nanoTime() - start > limit.get().toNanos();
    }
}
