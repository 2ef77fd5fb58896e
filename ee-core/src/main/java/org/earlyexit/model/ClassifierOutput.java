package org.earlyexit.model;

import ai.djl.ndarray.NDArray;

/** What an internal classifier says of a batch: its logits and the pooled vectors it read them from. */
public final class ClassifierOutput {

    private final NDArray logits;
    private final NDArray pooled;

    /**
     * Pairs the two.
     *
     * @param logits (B, C), or (B, 1) for regression
     * @param pooled the vectors before the last linear layer and before dropout, (B, D')
     */
    public ClassifierOutput(NDArray logits, NDArray pooled) {
        this.logits = logits;
        this.pooled = pooled;
    }

    /** (B, C), or (B, 1) for regression. */
    public NDArray logits() {
        return logits;
    }

    /** (B, D'). */
    public NDArray pooled() {
        return pooled;
    }
}
