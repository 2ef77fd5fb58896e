package org.earlyexit.bench.stats;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The paired bootstrap over samples: each resample of the split is drawn once and scored for every run, so that runs
 * can be compared resample by resample (Efron and Tibshirani, 1993; Berg-Kirkpatrick et al., EMNLP 2012).
 */
public final class Bootstrap {

    private static final int CHUNKS = 32;

    private final int samples;
    private final int resamples;
    private final long seed;

    /**
     * Plans one.
     *
     * @param samples of the split, {@code N}
     * @param resamples how many to draw, {@code R}
     * @param seed the same draws for the same seed
     */
    public Bootstrap(int samples, int resamples, long seed) {
        if (samples < 1 || resamples < 1) {
            throw new IllegalArgumentException(
                    "samples and resamples must be at least 1, were %d and %d".formatted(samples, resamples));
        }
        this.samples = samples;
        this.resamples = resamples;
        this.seed = seed;
    }

    /** The score of each run in each resample, (runs, R). */
    public double[][] scores(List<RunScore> runs) {
        return statistics(runs.size(), drawn -> {
            double[] scores = new double[runs.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = runs.get(i).score(drawn);
            }
            return scores;
        });
    }

    /** Any numbers of each resample, (numbers, R). */
    double[][] statistics(int numbers, Function<Resample, double[]> of) {
        double[][] values = new double[numbers][resamples];
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom[] chances =
                IntStream.range(0, CHUNKS).mapToObj(chunk -> random.split()).toArray(SplittableRandom[]::new);
        IntStream.range(0, CHUNKS).parallel().forEach(chunk -> {
            for (int r = chunk; r < resamples; r += CHUNKS) {
                double[] drawn = of.apply(Resample.draw(samples, chances[chunk]));
                for (int i = 0; i < numbers; i++) {
                    values[i][r] = drawn[i];
                }
            }
        });
        return values;
    }
}
