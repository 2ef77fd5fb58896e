package org.earlyexit.trace;

import java.util.ArrayList;
import java.util.List;

/** Counters that are raised over runs of points: only the ends of a run are written, and all are summed once. */
final class RunCounts {

    private final int[][] counters;

    RunCounts(int counters, int points) {
        this.counters = new int[counters][points + 1];
    }

    /** Raises a counter by one at the points from one up to, but not including, another. */
    void add(int counter, int from, int to) {
        counters[counter][from]++;
        counters[counter][to]--;
    }

    /** Turns ends of runs into counts; once, after the last run. */
    void sum() {
        for (int[] counter : counters) {
            for (int point = 1; point < counter.length; point++) {
                counter[point] += counter[point - 1];
            }
        }
    }

    /** All counters at one point. */
    List<Integer> at(int point) {
        List<Integer> counts = new ArrayList<>(counters.length);
        for (int[] counter : counters) {
            counts.add(counter[point]);
        }
        return counts;
    }
}
