package org.earlyexit.bench.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.earlyexit.train.Savepoint;

/** Keeps a stage's progress every so often, but never spends more than a fiftieth of the time on it. */
final class PacedSavepoint implements Savepoint {

    private static final long LEAST_SHARE = 50;

    private final Path file;
    private final long everyNanos;
    private final StopSignal stop;
    private final Progress progress;
    private final LongSupplier nanoClock;
    private long last;
    private long due;

    PacedSavepoint(Path file, Duration every, StopSignal stop, Progress progress, LongSupplier nanoClock) {
        this.file = file;
        this.everyNanos = every.toNanos();
        this.stop = stop;
        this.progress = progress;
        this.nanoClock = nanoClock;
        this.last = nanoClock.getAsLong();
        this.due = everyNanos;
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public boolean due() {
        long now = nanoClock.getAsLong();
        boolean isDue = now - last >= due || stop.asked();
        if (isDue) {
            last = now;
        }
        return isDue;
    }

    @Override
    public void kept(int steps) {
        long took = nanoClock.getAsLong() - last;
        due = Math.max(everyNanos, LEAST_SHARE * took);
        stop.kept();
    }

    @Override
    public void resumed(int steps) {
        progress.note("going on after step %d, as kept in %s".formatted(steps, file));
    }

    @Override
    public void refused(String why) {
        progress.note(why);
    }
}
