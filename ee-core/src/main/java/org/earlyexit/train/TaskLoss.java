package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import org.earlyexit.spi.TaskKind;

/**
 * The task's own loss of each internal classifier: cross-entropy in nats for classes, squared error for numbers.
 *
 * <pre>{@code classes: -log softmax(z_l)[y],   numbers: (z_l - y)^2}</pre>
 */
public record TaskLoss() implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        return of(batch.history().output(layer).logits(), batch);
    }

    /**
     * The loss of other outputs than a classifier's own.
     *
     * @param logits (B, C), or (B, 1) for regression
     * @return float32 (B), attached to the graph
     */
    public static NDArray of(NDArray logits, TrainingBatch batch) {
        if (batch.kind() instanceof TaskKind.Regression) {
            return logits.squeeze(1).sub(batch.labels()).square();
        }
        NDArray gold = batch.labels().expandDims(1); // (B, 1)
        return logits.logSoftmax(1).gather(gold, 1).squeeze(1).neg();
    }
}
