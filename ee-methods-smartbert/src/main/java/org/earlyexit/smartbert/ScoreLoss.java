package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * A loss that an auxiliary module says.
 *
 * @param score its name
 */
record ScoreLoss(String score) implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray losses = batch.score(score, layer);
        batch.note(score, losses.mean().toFloatArray()[0]);
        return losses;
    }
}
