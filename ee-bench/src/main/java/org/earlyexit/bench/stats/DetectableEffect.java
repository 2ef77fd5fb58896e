package org.earlyexit.bench.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The smallest difference in accuracy that McNemar's test would find on a split of {@code n} samples in 80 % of cases,
 * at 5 %: differences below it say nothing by themselves (Connor, 1987; Card et al., EMNLP 2020).
 *
 * <pre>{@code sqrt(n) d = z_(1 - alpha/2) sqrt(psi) + z_(power) sqrt(psi - d^2)}</pre>
 *
 * <p>{@code psi} is the share of samples that exactly one of the two methods gets right.
 */
public final class DetectableEffect {

    private static final double ALPHA = 0.05;
    private static final double POWER = 0.8;
    private static final int HALVINGS = 200;

    private DetectableEffect() {}

    /**
     * The difference as a share.
     *
     * @param n samples of the split
     * @param apart the share of samples on which exactly one is right, {@code psi}
     * @return at most {@code apart}, which no difference exceeds; 0 where nothing tells the two apart
     */
    public static double of(int n, double apart) {
        if (n < 1 || !(apart >= 0 && apart <= 1)) {
            throw new IllegalArgumentException(
                    "n must be at least 1 and the share in 0..1, were %d and %s".formatted(n, apart));
        }
        double zAlpha = quantile(1 - ALPHA / 2);
        double zPower = quantile(POWER);
        double low = 0;
        double high = apart;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double needed = zAlpha * Math.sqrt(apart) + zPower * Math.sqrt(Math.max(0, apart - middle * middle));
            if (Math.sqrt(n) * middle < needed) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double quantile(double share) {
        return NormalDistribution.of(0, 1).inverseCumulativeProbability(share);
    }
}
