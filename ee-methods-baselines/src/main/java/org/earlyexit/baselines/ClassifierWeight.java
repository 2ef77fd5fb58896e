package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/** How much each classifier counts, as {@linkplain ClassifierWeights learned}; attached. */
record ClassifierWeight() implements Weighting {

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        NDArray all = batch.once(
                this, made -> made.module(ClassifierWeights.Module.class).classifiers(made.manager()));
        return all.get(layer - 1); // ()
    }
}
