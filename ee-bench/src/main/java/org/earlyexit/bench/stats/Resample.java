package org.earlyexit.bench.stats;

import java.util.SplittableRandom;

/** How often each of {@code n} samples was drawn when {@code n} were drawn with replacement. */
final class Resample {

    private final int[] counts;
    private final BitPlanes planes;
    private final double[] weights;

    private Resample(int[] counts) {
        this.counts = counts;
        this.planes = BitPlanes.of(counts);
        this.weights = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            weights[i] = counts[i];
        }
    }

    /** Draws one. */
    static Resample draw(int n, SplittableRandom random) {
        int[] counts = new int[n];
        for (int i = 0; i < n; i++) {
            counts[random.nextInt(n)]++;
        }
        return new Resample(counts);
    }

    /** Samples that were drawn so often each. */
    static Resample of(int... counts) {
        return new Resample(counts.clone());
    }

    /** Each sample once. */
    static Resample identity(int n) {
        int[] counts = new int[n];
        java.util.Arrays.fill(counts, 1);
        return new Resample(counts);
    }

    int size() {
        return counts.length;
    }

    int count(int sample) {
        return counts[sample];
    }

    /** The counts as numbers; not to be changed. */
    double[] weights() {
        return weights;
    }

    BitPlanes planes() {
        return planes;
    }
}
