package org.earlyexit.spi;

import java.util.Arrays;

/** A probability for each class, in the order of the task's labels. */
public final class ClassDistribution implements Prediction {

    private final double[] probabilities;
    private final int argmax;

    private ClassDistribution(double[] probabilities) {
        this.probabilities = probabilities;
        this.argmax = indexOfLargest(probabilities);
    }

    /**
     * The softmax of a classifier's outputs, computed in double precision.
     *
     * @param logits {@code C} finite numbers
     * @throws IllegalArgumentException if a logit is not finite
     */
    public static ClassDistribution ofLogits(float... logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new IllegalArgumentException("logits must be finite, were " + Arrays.toString(logits));
            }
            largest = Math.max(largest, logit);
        }
        double[] exponentials = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            exponentials[i] = Math.exp(logits[i] - largest);
            sum += exponentials[i];
        }
        for (int i = 0; i < exponentials.length; i++) {
            exponentials[i] /= sum;
        }
        return new ClassDistribution(exponentials);
    }

    /**
     * A distribution given as it is.
     *
     * @throws IllegalArgumentException if the numbers are not in [0, 1] or do not sum to 1 within 1e-6
     */
    public static ClassDistribution ofProbabilities(double... probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException(
                        "probabilities must be in [0, 1], were " + Arrays.toString(probabilities));
            }
            sum += p;
        }
        if (Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("probabilities must sum to 1, summed to " + sum);
        }
        return new ClassDistribution(probabilities.clone());
    }

    /** How many classes there are, {@code C}. */
    public int classes() {
        return probabilities.length;
    }

    /** The probability of a class, counted from 0. */
    public double probability(int label) {
        return probabilities[label];
    }

    /** The most probable class; the first of them where several are. */
    public int argmax() {
        return argmax;
    }

    /** The probability of the most probable class, in [1/C, 1]. */
    public double maxProbability() {
        return probabilities[argmax];
    }

    /** The entropy {@code -sum_c p_c ln p_c} in nats, in [0, ln C]. */
    public double entropy() {
        double sum = 0;
        for (double p : probabilities) {
            if (p > 0) {
                sum -= p * Math.log(p);
            }
        }
        return sum;
    }

    private static int indexOfLargest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassDistribution that && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return "ClassDistribution" + Arrays.toString(probabilities);
    }
}
