package org.earlyexit.bench.stats;

/** The scores of one method: by seed as they are, and by seed in each resample of the split. */
public final class Resampled {

    private final double[] scores;
    private final double[][] resampled;

    /**
     * Puts them together.
     *
     * @param scores (seeds)
     * @param resampled (seeds, R)
     */
    public Resampled(double[] scores, double[][] resampled) {
        if (scores.length == 0 || scores.length != resampled.length) {
            throw new IllegalArgumentException("scores must be of as many seeds as resamples, were of %d and %d"
                    .formatted(scores.length, resampled.length));
        }
        this.scores = scores.clone();
        this.resampled = resampled.clone();
    }

    public int seeds() {
        return scores.length;
    }

    public int resamples() {
        return resampled[0].length;
    }

    public double score(int seed) {
        return scores[seed];
    }

    public double resampled(int seed, int resample) {
        return resampled[seed][resample];
    }

    /** The interval of the mean over seeds when the samples are drawn again. */
    public Interval interval() {
        double[] means = new double[resamples()];
        for (double[] ofSeed : resampled) {
            for (int r = 0; r < means.length; r++) {
                means[r] += ofSeed[r] / resampled.length;
            }
        }
        return Interval.of(means);
    }
}
