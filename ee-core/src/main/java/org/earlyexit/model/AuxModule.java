package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Another trainable part of a method, such as a policy network or a learning-to-exit module: named numbers per sample.
 */
public interface AuxModule {

    /** The names of the numbers it says, by which strategies and loss terms ask for them. */
    List<String> scoreNames();

    /**
     * The numbers after a layer.
     *
     * @param layer from 1 to {@code L}; the classifier of that layer has answered already
     * @return float32 (B, number of names)
     */
    NDArray scores(int layer, History upTo);

    /** What it costs for one sample after a layer; nothing, unless it has matrix products of its own. */
    default MacCount macs(int layer, int tokens) {
        return MacCount.ZERO;
    }

    /** The parameters, in groups {@code aux.NAME} or {@code aux.NAME[k]}; always the same object. */
    default Parameters parameters() {
        return Parameters.NONE;
    }

    /** Which tokens it looks at, not counting what the classifiers made of them. */
    default TokenReach reads() {
        return TokenReach.EVERY_TOKEN;
    }
}
