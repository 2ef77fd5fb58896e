package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.earlyexit.head.CascadedLinear;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.TrainingBatch;

/** The task's loss of what a {@linkplain CascadedLinear cascaded} classifier says alone, before the mean is taken. */
record OwnAnswerLoss() implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray pooled = batch.history().output(layer).pooled(); // (B, D + C)
        NDArray own = pooled.get(
                new NDIndex(":, {}:", pooled.getShape().get(1) - batch.kind().outputs()));
        return TaskLoss.of(own, batch);
    }
}
