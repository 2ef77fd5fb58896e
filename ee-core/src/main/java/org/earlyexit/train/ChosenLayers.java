package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import java.util.Set;

/**
 * The same weight at some layers, 0 elsewhere.
 *
 * @param layers from 1
 */
public record ChosenLayers(Set<Integer> layers) implements Weighting {

    public ChosenLayers {
        layers = Set.copyOf(layers);
    }

    /** These layers. */
    public static ChosenLayers of(Integer... layers) {
        return new ChosenLayers(Set.of(layers));
    }

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        return batch.manager().create(layers.contains(layer) ? 1f : 0f);
    }

    @Override
    public boolean reads(int layer, int all) {
        return layers.contains(layer);
    }
}
