package org.earlyexit.bench.stats;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much better one method scores than another on the same samples with the same seeds, and how far chance could have
 * made it so: samples and seeds apart, as each is a variance of its own.
 *
 * @param mean the first one's score less the second's, mean over seeds
 * @param overSamples the interval when the samples are drawn again and the seeds stay
 * @param sampleDeviation the standard deviation of those resamples
 * @param overBoth the interval when samples and seeds are drawn again
 * @param seedDeviation the standard deviation of the difference over seeds (n - 1); NaN for one seed
 * @param seeds how many seeds both were run with
 */
public record PairedDifference(
        double mean, Interval overSamples, double sampleDeviation, Interval overBoth, double seedDeviation, int seeds) {

    /**
     * Works it out from a bootstrap.
     *
     * @param first scores of the first method: by seed as they are, and by seed in each resample
     * @param second scores of the second one
     * @param chance the seed for drawing seeds
     */
    public static PairedDifference of(Resampled first, Resampled second, long chance) {
        int seeds = first.seeds();
        if (second.seeds() != seeds || second.resamples() != first.resamples()) {
            throw new IllegalArgumentException(
                    "both methods must have the same seeds and resamples, had %d and %d seeds"
                            .formatted(seeds, second.seeds()));
        }
        double[] bySeed = IntStream.range(0, seeds)
                .mapToDouble(s -> first.score(s) - second.score(s))
                .toArray();
        double mean =
                IntStream.range(0, seeds).mapToDouble(s -> bySeed[s]).average().orElseThrow();
        double[] samples = new double[first.resamples()];
        double[] both = new double[samples.length];
        SplittableRandom random = new SplittableRandom(chance);
        for (int r = 0; r < samples.length; r++) {
            for (int s = 0; s < seeds; s++) {
                int drawn = seeds == 1 ? 0 : random.nextInt(seeds);
                samples[r] += (first.resampled(s, r) - second.resampled(s, r)) / seeds;
                both[r] += (first.resampled(drawn, r) - second.resampled(drawn, r)) / seeds;
            }
        }
        return new PairedDifference(
                mean,
                Interval.of(samples),
                deviation(samples),
                Interval.of(both),
                seeds == 1 ? Double.NaN : deviation(bySeed),
                seeds);
    }

    /** The standard deviation (n - 1). */
    static double deviation(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1));
    }
}
