package org.earlyexit.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar that is drawn over and over, with the time that is left. */
final class BarProgress implements ShownProgress {

    private static final int UPDATE_MILLIS = 250;
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream err;
    private final ProgressBar bar;

    BarProgress(PrintStream err) {
        this.err = err;
        this.bar = new ProgressBarBuilder()
                .setTaskName("ee")
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setInitialMax(1)
                .setConsumer(new ConsoleProgressBarConsumer(err))
                .build();
    }

    @Override
    public void start(int units) {
        bar.maxHint(Math.max(1, units));
    }

    @Override
    public void doing(String what) {
        bar.setExtraMessage(what);
    }

    @Override
    public void advance(int units) {
        bar.stepBy(units);
    }

    @Override
    public void note(String line) {
        err.println(CLEAR_LINE + "ee: " + line);
    }

    @Override
    public void close() {
        bar.close();
    }
}
