package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import org.earlyexit.model.Phase;

/** One way to compute a layer. All ways agree to rounding; they differ in speed and in the engines they run on. */
interface LayerKernel {

    /** What records call it. */
    String name();

    /**
     * Computes some tokens of a layer.
     *
     * @param weights of the layer; the same object means the same layer
     * @param keys states that are attended to, (B, T, D)
     * @param queries states of the tokens to compute, (B, Q, D); may be {@code keys} itself
     * @param mask added to the score of each key, (B, 1, 1, T)
     * @param phase with gradients and dropout, or without both
     * @return (B, Q, D), in the manager of {@code keys}
     */
    NDArray run(LayerWeights weights, NDArray keys, NDArray queries, NDArray mask, Phase phase);
}
