package org.earlyexit.cli;

import java.time.InstantSource;
import org.earlyexit.bench.harness.Progress;

/** Progress that somebody sees; closing it ends the line. */
sealed interface ShownProgress extends Progress, AutoCloseable permits BarProgress, LineProgress {

    /** A bar for a person, plain lines for a log. */
    static ShownProgress on(Console console, InstantSource clock) {
        return console.terminal() ? new BarProgress(console.err()) : new LineProgress(console.err(), clock);
    }

    @Override
    void close();
}
