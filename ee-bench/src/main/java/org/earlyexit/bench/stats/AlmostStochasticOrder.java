package org.earlyexit.bench.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Almost stochastic order of scores over seeds: how far the first method's scores are from being better at every
 * quantile (del Barrio et al., 2018; Dror, Shlomov and Reichart, ACL 2019).
 *
 * <pre>{@code
 * eps     = integral over {F^-1 < G^-1} of (F^-1 - G^-1)^2 / integral of (F^-1 - G^-1)^2
 * eps_min = eps - sqrt((n + m) / (n m)) sigma Phi^-1(alpha)
 * }</pre>
 *
 * <p>{@code sigma} is the bootstrap's standard deviation of {@code sqrt(n m / (n + m)) (eps* - eps)}. Below 0.5 the
 * first method is said to be better at confidence {@code 1 - alpha}, below 0.2 clearly so. The integrals are exact, as
 * the quantile functions are steps.
 */
public final class AlmostStochasticOrder {

    private static final double ALPHA = 0.05;

    private AlmostStochasticOrder() {}

    /** The violation ratio; 0 if the first is better at every quantile, 1 if the second is, 0.5 if they are equal. */
    public static double violation(double[] first, double[] second) {
        double[] a = first.clone();
        double[] b = second.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double violated = 0;
        double all = 0;
        double at = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            long endOfA = (long) (i + 1) * b.length;
            long endOfB = (long) (j + 1) * a.length;
            double next = (double) Math.min(endOfA, endOfB) / ((double) a.length * b.length);
            double squared = (a[i] - b[j]) * (a[i] - b[j]) * (next - at);
            all += squared;
            violated += a[i] < b[j] ? squared : 0;
            at = next;
            i += endOfA <= endOfB ? 1 : 0;
            j += endOfB <= endOfA ? 1 : 0;
        }
        return all == 0 ? 0.5 : violated / all;
    }

    /**
     * The upper bound {@code eps_min} at confidence 0.95, in 0..1.
     *
     * @param first scores of the method that is claimed to be better, one a seed
     * @param second scores of the other one
     * @param resamples of the bootstrap
     * @param seed the same draws for the same seed
     */
    public static double bound(double[] first, double[] second, int resamples, long seed) {
        if (first.length < 2 || second.length < 2) {
            throw new IllegalArgumentException(
                    "both methods must have at least two seeds, had %d and %d".formatted(first.length, second.length));
        }
        double violation = violation(first, second);
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            drawn[r] = violation(draw(first, random), draw(second, random));
        }
        // The two roots cancel: sigma times sqrt((n + m) / (n m)) is the deviation of eps* itself.
        double quantile = NormalDistribution.of(0, 1).inverseCumulativeProbability(ALPHA);
        double bound = violation - PairedDifference.deviation(drawn) * quantile;
        return Math.max(0, Math.min(1, bound));
    }

    private static double[] draw(double[] scores, SplittableRandom random) {
        double[] drawn = new double[scores.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = scores[random.nextInt(scores.length)];
        }
        return drawn;
    }
}
