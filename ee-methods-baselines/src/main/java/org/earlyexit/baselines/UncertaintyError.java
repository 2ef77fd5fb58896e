package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * How wrong the {@linkplain LearningToExit learned uncertainty} is about its classifier:
 *
 * <pre>{@code (u_l - t_l)^2,   t_l = [argmax z_l != y] for classes, |tanh(z_l - y)| for numbers}</pre>
 *
 * <p>The target is detached, the pooled vector that {@code u_l} reads is not, as in BERxiT's published code.
 */
record UncertaintyError() implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray logits = batch.history().output(layer).logits().stopGradient(); // (B, C)
        NDArray target = batch.kind() instanceof TaskKind.Regression
                ? logits.squeeze(1).sub(batch.labels()).tanh().abs()
                : logits.argMax(1).neq(batch.labels()).toType(DataType.FLOAT32, false);
        return batch.score(LearningToExit.UNCERTAINTY, layer).sub(target).square();
    }
}
