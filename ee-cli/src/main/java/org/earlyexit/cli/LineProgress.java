package org.earlyexit.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Progress as plain lines, one in a few seconds at most. */
final class LineProgress implements ShownProgress {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final PrintStream err;
    private final InstantSource clock;
    private final Instant begin;
    private Instant last;
    private int units;
    private int done;
    private String current = "starting";

    LineProgress(PrintStream err, InstantSource clock) {
        this.err = err;
        this.clock = clock;
        this.begin = clock.instant();
        this.last = begin;
    }

    @Override
    public void start(int units) {
        this.units = units;
    }

    @Override
    public void doing(String what) {
        current = what;
        say();
    }

    @Override
    public void advance(int units) {
        done += units;
        say();
    }

    @Override
    public void note(String line) {
        err.println("ee: " + line);
    }

    private void say() {
        Instant now = clock.instant();
        if (Duration.between(last, now).compareTo(PAUSE) >= 0) {
            last = now;
            err.println("ee: %d of %d%s: %s".formatted(done, units, left(now), current));
        }
    }

    private String left(Instant now) {
        if (done == 0 || done > units) {
            return "";
        }
        double spent = Duration.between(begin, now).toMillis() / 1000.0;
        return ", about %s left".formatted(Amounts.time(spent / done * (units - done)));
    }

    @Override
    public void close() {
        err.flush();
    }
}
