package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an internal classifier says of a batch: its logits and the pooled vectors it read them from. */
public final class ClassifierOutput {

    private final NDArray logits;
    private final NDArray pooled;
    private final @Nullable NDArray tokens;

    /**
     * Pairs the two.
     *
     * @param logits (B, C), or (B, 1) for regression
     * @param pooled the vectors before the last linear layer and before dropout, (B, D')
     */
    public ClassifierOutput(NDArray logits, NDArray pooled) {
        this(logits, pooled, null);
    }

    /**
     * The two with what the classifier made of every token.
     *
     * @param tokens (B, T, D''), where a loss looks at them in training; null otherwise
     */
    public ClassifierOutput(NDArray logits, NDArray pooled, @Nullable NDArray tokens) {
        this.logits = logits;
        this.pooled = pooled;
        this.tokens = tokens;
    }

    /** (B, C), or (B, 1) for regression. */
    public NDArray logits() {
        return logits;
    }

    /** (B, D'). */
    public NDArray pooled() {
        return pooled;
    }

    /** What the classifier made of every token, (B, T, D''), where it says so. */
    public Optional<NDArray> tokens() {
        return Optional.ofNullable(tokens);
    }
}
