package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.earlyexit.model.LayerState;

/**
 * Contrast between the tokens of two layers: each token of one should be nearest to itself in the other.
 *
 * <pre>{@code
 * M = exp(q r^T / tau),   loss_t = -ln (M_tt / sum_u M_tu),   u over the tokens of the same sample
 * }</pre>
 *
 * <p>{@code q} and {@code r} are scaled to length 1 first. A sample loses the mean over its tokens.
 *
 * @param temperature {@code tau}, above 0
 * @param countsItself whether {@code u = t} is in the sum; if not, the loss may be below 0
 * @param ignoresPadding whether padding neither loses nor is compared with
 */
record TokenContrast(double temperature, boolean countsItself, boolean ignoresPadding) {

    private static final float SHORTEST = 1e-24f; // the square of 1e-12, below which PyTorch no longer scales up

    TokenContrast {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature must be above 0, was " + temperature);
        }
    }

    /**
     * The loss of each sample.
     *
     * @param tokens {@code q}, (B, T, W)
     * @param next {@code r}, (B, T, W)
     * @param state whose mask says what is padding
     * @return float32 (B)
     */
    NDArray losses(NDArray tokens, NDArray next, LayerState state) {
        NDArray real = real(state); // (B, 1, T)
        NDArray anchors = real.squeeze(1); // (B, T)
        NDArray lost = perToken(tokens, next, real).mul(anchors); // (B, T)
        return lost.sum(new int[] {1}).div(anchors.sum(new int[] {1}));
    }

    /**
     * The loss of each token.
     *
     * @param real 1 for tokens that are compared with, 0 for others, (B, 1, T)
     * @return float32 (B, T)
     */
    NDArray perToken(NDArray tokens, NDArray next, NDArray real) {
        NDManager manager = real.getManager();
        NDArray tau = manager.create((float) temperature); // held until the gradient has read it
        NDArray similarity = unit(tokens).matMul(unit(next).transpose(0, 2, 1)).div(tau); // (B, T, T)
        NDArray itself = manager.eye(Math.toIntExact(tokens.getShape().get(1))); // (T, T)
        NDArray compared = countsItself ? real : real.mul(itself.neg().add(1)); // (B, 1 or T, T)
        NDArray all = similarity.exp().mul(compared).sum(new int[] {2}); // (B, T)
        NDArray own = similarity.mul(itself).sum(new int[] {2}); // (B, T)
        return all.log().sub(own);
    }

    /** 1 for tokens that count, 0 for padding, (B, 1, T). */
    private NDArray real(LayerState state) {
        Shape shape = state.mask().getShape();
        NDArray mask = state.mask().reshape(shape.get(0), 1, shape.get(3));
        return ignoresPadding ? mask.gte(-1f).toType(DataType.FLOAT32, false) : mask.onesLike();
    }

    private static NDArray unit(NDArray tokens) {
        NDArray shortest = tokens.getManager().create(SHORTEST);
        return tokens.div(tokens.mul(tokens).sum(new int[] {2}, true).maximum(shortest).sqrt());
    }
}
