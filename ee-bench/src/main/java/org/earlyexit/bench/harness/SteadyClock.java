package org.earlyexit.bench.harness;

import java.time.Instant;
import java.time.InstantSource;

/** A clock for durations: it goes on evenly whatever is done to the machine's time of day, and tells no date. */
public final class SteadyClock implements InstantSource {

    private final long start = System.nanoTime();

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(System.nanoTime() - start);
    }
}
