package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/**
 * L2W-DEN's weights, which a {@linkplain WeightNetwork network} reads off a batch's losses:
 *
 * <pre>{@code w = 1 + epsilon (w^ - mean w^),   the mean over all samples and layers of the batch}</pre>
 *
 * <p>So their mean is 1. Attached to the network, and to nothing else.
 *
 * @param epsilon how far from 1, at least 0
 */
record PredictedWeights(double epsilon) implements Weighting {

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        return batch.once(this, this::all).get(new NDIndex(":, {}", layer - 1)); // (B)
    }

    private NDArray all(TrainingBatch batch) {
        NDList losses = new NDList();
        for (int layer = 1; layer <= batch.layers(); layer++) {
            losses.add(new TaskLoss().values(layer, batch).stopGradient()); // (B)
        }
        NDArray said = batch.module(WeightNetwork.Module.class).of(NDArrays.stack(losses, 1)); // (B, L)
        return said.sub(said.mean())
                .mul(batch.manager().create((float) epsilon))
                .add(1);
    }
}
