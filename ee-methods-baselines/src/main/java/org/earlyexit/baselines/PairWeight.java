package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;
import org.earlyexit.train.Distillation;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/**
 * How much it counts what each classifier learns from one teacher, as {@linkplain ClassifierWeights learned}; attached.
 *
 * @param teacher the layer that teaches, from 1
 * @param teachers whom a layer learns from at all
 */
record PairWeight(int teacher, Distillation.Teachers teachers) implements Weighting {

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        NDArray all = batch.once(
                ClassifierWeights.class,
                made -> made.module(ClassifierWeights.Module.class).pairs(made.manager()));
        return all.get(teacher - 1, layer - 1); // ()
    }

    @Override
    public boolean reads(int layer, int layers) {
        return teachers.teaches(teacher, layer, layers);
    }

    /** Whether anybody learns from it. */
    boolean readsAny(int layers) {
        return IntStream.rangeClosed(1, layers).anyMatch(layer -> reads(layer, layers));
    }
}
