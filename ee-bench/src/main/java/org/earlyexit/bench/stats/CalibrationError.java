package org.earlyexit.bench.stats;

/**
 * The expected calibration error: how far, on average, the share of right answers is from the probability they were
 * given (Guo et al., ICML 2017), with 15 bins of equal width.
 *
 * <pre>{@code ECE = sum_m |B_m| / n |acc(B_m) - conf(B_m)|}</pre>
 *
 * <p>A bin is open below and closed above, and the first holds 0 too. One thread at a time.
 */
public final class CalibrationError {

    /** How many bins there are. */
    public static final int BINS = 15;

    private final int[] counts = new int[BINS];
    private final int[] right = new int[BINS];
    private final double[] confidence = new double[BINS];

    /** Counts one answer. */
    public void add(double probability, boolean isRight) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("a probability must be in 0..1, was " + probability);
        }
        int bin = Math.max(0, (int) Math.ceil(probability * BINS) - 1);
        counts[bin]++;
        right[bin] += isRight ? 1 : 0;
        confidence[bin] += probability;
    }

    /** How many answers were counted. */
    public int size() {
        int all = 0;
        for (int count : counts) {
            all += count;
        }
        return all;
    }

    /** How many answers a bin holds, counted from 0. */
    public int count(int bin) {
        return counts[bin];
    }

    /** The share of right answers in a bin, which must hold one. */
    public double accuracy(int bin) {
        return (double) right[bin] / counts[bin];
    }

    /** The mean probability in a bin, which must hold one. */
    public double confidence(int bin) {
        return confidence[bin] / counts[bin];
    }

    /** The error; NaN if nothing was counted. */
    public double value() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(right[bin] - confidence[bin]);
        }
        return sum / size();
    }
}
