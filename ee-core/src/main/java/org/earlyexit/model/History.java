package org.earlyexit.model;

/**
 * What a batch has been through, up to a layer: the only thing that classifiers, auxiliary modules and controllers see.
 * Nothing deeper exists yet when they are asked, so nobody can look ahead.
 */
public interface History {

    /** The deepest layer that has run; 0 after the embeddings. */
    int layer();

    /**
     * The state after a layer, (B, T, D), with the rows that still run.
     *
     * @param layer from 0 to {@link #layer()}, no further back than the model's
     *     {@linkplain InternalClassifier#lookBack() look-back}
     * @throws IllegalArgumentException if the layer has not run, or was not kept
     */
    LayerState state(int layer);

    /**
     * What the classifier after a layer said, of the rows that still run.
     *
     * @throws IllegalArgumentException if no classifier answered there, or its answer was not kept
     */
    ClassifierOutput output(int layer);

    /**
     * What a layer ran for.
     *
     * @param layer from 1 to {@link #layer()}
     */
    default LayerAction action(int layer) {
        return LayerAction.RUN_ALL;
    }

    /**
     * The tokens of the rows that still run.
     *
     * @throws UnsupportedOperationException if nothing but states is known, as in a history made by hand
     */
    default TokenBatch tokens() {
        throw new UnsupportedOperationException("this history knows no tokens");
    }

    /** The state after the deepest layer that has run. */
    default LayerState current() {
        return state(layer());
    }
}
