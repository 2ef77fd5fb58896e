package org.earlyexit.bench.stats;

import java.util.Arrays;

/**
 * Where 95 % of a number's resamples lie: the percentile interval.
 *
 * @param low the 2.5th percentile
 * @param high the 97.5th percentile
 */
public record Interval(double low, double high) {

    private static final double TAIL = 0.025;

    /** The percentile interval of resampled values, with linear interpolation between order statistics. */
    public static Interval of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Interval(quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
    }

    /** Whether a number lies in it, ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        double part = position - below;
        return part == 0 ? sorted[below] : (1 - part) * sorted[below] + part * sorted[above];
    }
}
