package org.earlyexit.consistentee;

import ai.djl.ndarray.NDArray;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/**
 * The share of a sample's rollouts that leave at each layer, so that a classifier answers for those samples only that
 * leave there:
 *
 * <pre>{@code w_l = (1/K) sum_j [t_j = l],   sum_l w_l CE_l = (1/K) sum_j CE_(t_j)}</pre>
 *
 * @param rollouts that are counted
 */
record ExitShare(BatchRollouts rollouts) implements Weighting {

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        return batch.manager().create(rollouts.of(batch).share(layer)); // (B)
    }
}
