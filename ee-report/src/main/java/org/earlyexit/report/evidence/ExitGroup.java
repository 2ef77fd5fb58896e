package org.earlyexit.report.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Samples that have something in common, and where they left.
 *
 * @param key what they have in common, as a number: a length, a class, a layer
 * @param n how many there are, over all seeds
 * @param meanExitLayer where they left, on average
 */
public record ExitGroup(int key, int n, double meanExitLayer) {

    /** Collects groups over several runs. */
    static final class Collector {

        private final Map<Integer, long[]> sums = new TreeMap<>();

        /** Counts the samples of a run. */
        void add(int samples, IntUnaryOperator key, IntUnaryOperator exitLayer) {
            for (int i = 0; i < samples; i++) {
                long[] sum = sums.computeIfAbsent(key.applyAsInt(i), k -> new long[2]);
                sum[0]++;
                sum[1] += exitLayer.applyAsInt(i);
            }
        }

        List<ExitGroup> groups() {
            List<ExitGroup> groups = new ArrayList<>();
            sums.forEach((key, sum) -> groups.add(new ExitGroup(key, (int) sum[0], (double) sum[1] / sum[0])));
            return groups;
        }
    }
}
