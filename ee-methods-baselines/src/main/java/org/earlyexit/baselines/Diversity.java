package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * How far a classifier is from the nearest one before it:
 *
 * <pre>{@code d_1 = 0;   d_l = min_(j<l) -sum_c p_j(c) ln p_l(c)}</pre>
 *
 * <p>The gradient flows by way of the nearest one alone.
 */
record Diversity() implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        if (layer == 1) {
            return batch.manager().zeros(batch.labels().getShape()); // (B)
        }
        NDArray own = batch.history().output(layer).logits().logSoftmax(1); // (B, C)
        NDList distances = new NDList();
        for (int earlier = 1; earlier < layer; earlier++) {
            NDArray other = batch.history().output(earlier).logits().softmax(1); // (B, C)
            distances.add(other.mul(own).sum(new int[] {1}).neg()); // (B)
        }
        return NDArrays.stack(distances).min(new int[] {0}); // (B)
    }
}
