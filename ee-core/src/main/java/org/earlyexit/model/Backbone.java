package org.earlyexit.model;

import ai.djl.ndarray.NDManager;

/**
 * A pre-trained encoder that runs one layer at a time and knows nothing of exits. One thread uses it at a time; it owns
 * its parameters and frees them on close.
 */
public interface Backbone extends AutoCloseable {

    BackboneSpec spec();

    /**
     * Embeds the tokens of a batch, padded to its longest row.
     *
     * @param manager owns the result; one per batch
     * @throws IllegalArgumentException if a row is longer than {@link BackboneSpec#maxPositions()} or an id is not in
     *     the vocabulary
     */
    LayerState embed(TokenBatch batch, NDManager manager, Phase phase);

    /**
     * Runs one layer.
     *
     * @param layer from 1 to {@code L}
     * @param in the state before it, which stays as it is
     * @param action which rows and tokens run
     * @return the state after it, in the manager of {@code in}
     */
    LayerState run(int layer, LayerState in, LayerAction action);

    /**
     * What one sample costs in a layer.
     *
     * @param layer from 1 to {@code L}; 0 for the embeddings
     * @param queries tokens computed
     * @param keys tokens attended to
     */
    MacCount macs(int layer, int queries, int keys);

    /** The parameters, in groups {@code backbone.embeddings} and {@code backbone.layer[k]}. */
    Parameters parameters();

    @Override
    void close();
}
