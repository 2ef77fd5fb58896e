package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.Parameter;

/**
 * What the first token sees of all tokens through one multi-head attention without projection, residual or norm:
 *
 * <pre>{@code a = softmax(Q n_0 . K n / sqrt(W/A) + mask) V n}</pre>
 *
 * <p>{@code W} is its width, {@code A} its heads. Only the first token asks, because only its answer is read.
 */
public final class FirstTokenAttention {

    private final Dense query;
    private final Dense key;
    private final Dense value;
    private final int width;
    private final int heads;
    private final double dropout;

    /**
     * An attention of these maps, all of them (W, W).
     *
     * @param heads a divisor of the width
     * @param dropout share of the attention that training drops, in [0, 1)
     */
    public FirstTokenAttention(Dense query, Dense key, Dense value, int heads, double dropout) {
        Dropout.requireShare(dropout);
        this.query = query;
        this.key = key;
        this.value = value;
        this.width = Math.toIntExact(query.outputs());
        this.heads = heads;
        this.dropout = dropout;
    }

    /**
     * What the first token of each row sees.
     *
     * @param tokens {@code n}, (B, T, W)
     * @param state what they were made from: its mask and phase
     * @return (B, W)
     */
    public NDArray apply(NDArray tokens, LayerState state) {
        NDArray asking = split(query.apply(tokens.get(new NDIndex(":, 0:1")))); // (B, A, 1, W/A)
        NDArray keys = split(key.apply(tokens)); // (B, A, T, W/A)
        NDArray values = split(value.apply(tokens)); // (B, A, T, W/A)
        NDArray scale = state.manager().create((float) (1 / Math.sqrt((double) width / heads)));
        NDArray scores = asking.matMul(keys.transpose(0, 1, 3, 2)).mul(scale).add(state.mask()); // (B, A, 1, T)
        NDArray weights = Dropout.apply(scores.softmax(3), dropout, state.phase());
        return weights.matMul(values).reshape(state.rows(), width);
    }

    /** What it costs for one sample. */
    public MacCount macs(int tokens) {
        return MacCount.linear(2L * tokens + 1, width, width).plus(MacCount.product(2L * tokens * width));
    }

    /** Those of query, key and value. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(query.parameters());
        all.addAll(key.parameters());
        all.addAll(value.parameters());
        return all;
    }

    private NDArray split(NDArray wide) {
        return wide.reshape(new Shape(wide.getShape().get(0), -1, heads, width / heads))
                .transpose(0, 2, 1, 3);
    }
}
