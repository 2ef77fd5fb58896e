package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.earlyexit.model.Phase;

/**
 * A layer in plain array operations, for every engine, and the reference that faster kernels must agree with:
 *
 * <pre>{@code
 * x = norm(queries + drop(W_o softmax(q k^T / sqrt(d) + mask) v))
 * y = norm(x + drop(W_f act(W_i x)))
 * }</pre>
 */
final class PortableKernel implements LayerKernel {

    private final EncoderConfig config;

    PortableKernel(EncoderConfig config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public NDArray run(LayerWeights weights, NDArray keys, NDArray queries, NDArray mask, Phase phase) {
        NDManager home = keys.getManager();
        boolean training = phase == Phase.TRAINING;
        try (NDManager scratch = home.newSubManager()) {
            keys.tempAttach(scratch);
            if (queries != keys) {
                queries.tempAttach(scratch);
            }
            NDArray attended = attend(weights, keys, queries, mask, training);
            NDArray x = norm(
                    drop(attended, config.dropouts().projection(), training).add(queries), weights, true);
            NDArray widened = linear(x, weights, LayerTensor.INNER_WEIGHT, LayerTensor.INNER_BIAS);
            NDArray narrowed = linear(
                    config.activation().apply(widened), weights, LayerTensor.OUTPUT_WEIGHT, LayerTensor.OUTPUT_BIAS);
            NDArray y =
                    norm(drop(narrowed, config.dropouts().output(), training).add(x), weights, false);
            y.attach(home);
            return y;
        }
    }

    private NDArray attend(LayerWeights weights, NDArray keys, NDArray queries, NDArray mask, boolean training) {
        int width = config.spec().hidden() / config.spec().heads();
        NDArray q = heads(linear(queries, weights, LayerTensor.QUERY_WEIGHT, LayerTensor.QUERY_BIAS)); // (B, N, Q, d)
        NDArray k = heads(linear(keys, weights, LayerTensor.KEY_WEIGHT, LayerTensor.KEY_BIAS)); // (B, N, T, d)
        NDArray v = heads(linear(keys, weights, LayerTensor.VALUE_WEIGHT, LayerTensor.VALUE_BIAS));
        NDArray scores = q.matMul(k.transpose(0, 1, 3, 2)).mul(1 / Math.sqrt(width)); // (B, N, Q, T)
        NDArray shares = drop(scores.add(mask).softmax(-1), config.dropouts().attention(), training);
        NDArray mixed = shares.matMul(v).transpose(0, 2, 1, 3).reshape(queries.getShape()); // (B, Q, D)
        return linear(mixed, weights, LayerTensor.PROJECTION_WEIGHT, LayerTensor.PROJECTION_BIAS);
    }

    private NDArray heads(NDArray x) {
        int heads = config.spec().heads();
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads)
                .transpose(0, 2, 1, 3);
    }

    private static NDArray linear(NDArray x, LayerWeights weights, LayerTensor weight, LayerTensor bias) {
        return x.getNDArrayInternal()
                .linear(x, weights.get(weight), weights.get(bias))
                .head();
    }

    private NDArray norm(NDArray x, LayerWeights weights, boolean afterAttention) {
        NDArray gain = weights.get(afterAttention ? LayerTensor.ATTENTION_NORM_WEIGHT : LayerTensor.OUTPUT_NORM_WEIGHT);
        NDArray shift = weights.get(afterAttention ? LayerTensor.ATTENTION_NORM_BIAS : LayerTensor.OUTPUT_NORM_BIAS);
        return x.getNDArrayInternal()
                .layerNorm(x, new Shape(config.spec().hidden()), gain, shift, (float) config.epsilon())
                .head();
    }

    private static NDArray drop(NDArray x, double share, boolean training) {
        return training && share > 0
                ? x.getNDArrayInternal().dropout(x, (float) share, true).head()
                : x;
    }
}
