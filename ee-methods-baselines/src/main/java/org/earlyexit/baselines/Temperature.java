package org.earlyexit.baselines;

import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.HeldOut;

/** The temperature of a classifier: what its logits must be divided by to be as sure as it is right. */
final class Temperature {

    private static final double LEAST = 0.05;
    private static final double GREATEST = 20;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final double CLOSE = 1e-6;

    private Temperature() {}

    /**
     * The temperature in [0.05, 20] with the least negative log-likelihood. In {@code 1/T} that is convex, so that a
     * golden-section search finds it.
     *
     * @param layer from 1
     */
    static double fitted(HeldOut heldOut, int layer) {
        double low = 1 / GREATEST;
        double high = 1 / LEAST;
        while (high - low > CLOSE) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (loss(heldOut, layer, left) <= loss(heldOut, layer, right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return 2 / (low + high);
    }

    /** The sum of {@code -ln (p_y^s / sum_c p_c^s)}, by way of logarithms less the largest. */
    private static double loss(HeldOut heldOut, int layer, double sharpness) {
        double sum = 0;
        for (int sample = 0; sample < heldOut.samples(); sample++) {
            ClassDistribution p = (ClassDistribution) heldOut.prediction(sample, layer);
            double all = 0;
            for (int label = 0; label < p.classes(); label++) {
                all += Math.exp(sharpness * log(p, label));
            }
            sum += Math.log(all) - sharpness * log(p, (int) heldOut.gold(sample));
        }
        return sum;
    }

    /** {@code ln (p_c / max p)}, finite where a probability has rounded to 0. */
    private static double log(ClassDistribution p, int label) {
        return Math.log(Math.max(p.probability(label), Double.MIN_NORMAL) / p.maxProbability());
    }
}
