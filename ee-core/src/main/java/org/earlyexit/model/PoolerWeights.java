package org.earlyexit.model;

/** A pre-trained pooler, on the host: what classifiers with a pooler of their own start from. */
public final class PoolerWeights {

    private final float[] weight;
    private final float[] bias;

    /**
     * Copies both arrays.
     *
     * @param weight row-major (D, D), output first
     * @param bias (D)
     */
    public PoolerWeights(float[] weight, float[] bias) {
        if (weight.length != bias.length * bias.length) {
            throw new IllegalArgumentException(
                    "a pooler must be square, was %d weights for %d biases".formatted(weight.length, bias.length));
        }
        this.weight = weight.clone();
        this.bias = bias.clone();
    }

    /** Row-major (D, D), output first. */
    public float[] weight() {
        return weight.clone();
    }

    /** (D). */
    public float[] bias() {
        return bias.clone();
    }
}
