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
        NDArray logits = batch.history().output(layer).logits(); // (B, C)
        if (batch.kind() instanceof TaskKind.Regression) {
            return logits.squeeze(1).sub(batch.labels()).square();
        }
        NDArray gold = batch.labels().expandDims(1); // (B, 1)
        return logits.logSoftmax(1).gather(gold, 1).squeeze(1).neg();
    }
}
