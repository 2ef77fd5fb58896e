package org.earlyexit.train;

import ai.djl.ndarray.NDArray;

/** How much a loss counts at each layer. A record: its values are part of the key of whatever it trains. */
public interface Weighting {

    /**
     * The weight of each sample at a layer.
     *
     * @param layer from 1 to {@code L}
     * @return a scalar for all samples or float32 (B); detached unless it is learned
     */
    NDArray weights(int layer, TrainingBatch batch);

    /** Whether the weight of that layer can differ from 0; where not, its classifier need not run at all. */
    default boolean reads(int layer, int layers) {
        return true;
    }
}
