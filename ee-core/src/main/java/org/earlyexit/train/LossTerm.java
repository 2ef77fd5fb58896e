package org.earlyexit.train;

import ai.djl.ndarray.NDArray;

/** What each sample of a batch loses at a layer. A record: its values are part of the key of whatever it trains. */
public interface LossTerm {

    /**
     * The loss of each sample at a layer.
     *
     * @param layer from 1 to {@code L}, one that the weighting reads
     * @param batch the batch after a full pass
     * @return float32 (B), attached to the graph
     */
    NDArray values(int layer, TrainingBatch batch);
}
