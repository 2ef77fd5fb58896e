package org.earlyexit.selfbench;

import java.util.List;
import org.earlyexit.bench.suite.Overrides;

/** The suite that a newcomer runs first, once, from an empty folder; the start of the program is not in it. */
final class QuickSuite implements Goal {

    private static final double MINUTES = 4;
    private static final double SECONDS_A_MINUTE = 60;
    private static final double NANOS_A_SECOND = 1e9;

    @Override
    public String id() {
        return "P10";
    }

    @Override
    public String title() {
        return "the suite quick, once, from nothing: minutes";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        long start = System.nanoTime();
        int records = new SuiteTime(workshop.surroundings()).run("quick", Overrides.NONE);
        double minutes = (System.nanoTime() - start) / NANOS_A_SECOND / SECONDS_A_MINUTE;
        return List.of(new Figure(
                id(), "suite quick", minutes, "min", Target.atMost(MINUTES), "one run, %d records".formatted(records)));
    }
}
