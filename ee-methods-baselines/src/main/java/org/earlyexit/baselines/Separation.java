package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * COSEE's online signal calibration: the {@linkplain Doubt doubt} of what a classifier answers right should be lower
 * than that of what it answers wrong.
 *
 * <pre>{@code max(0, mean of s_l where right - mean of s_l where wrong + margin)}</pre>
 *
 * <p>The same for every sample of a batch; 0 where all are right or all are wrong, as in the published code.
 *
 * @param signal {@code s}
 * @param margin by how much, at least 0
 */
record Separation(Doubt signal, double margin) implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray answers = batch.history().output(layer).logits().argMax(1); // (B)
        NDArray right = answers.eq(batch.labels()).toType(DataType.FLOAT32, false); // (B)
        float count = right.sum().getFloat();
        float rows = batch.samples().length;
        if (count == 0 || count == rows) {
            return batch.manager().zeros(right.getShape());
        }
        NDArray doubt = signal.of(batch.history().output(layer).logits()); // (B)
        // + 1 / n where right, - 1 / n where wrong
        NDArray signs = right.mul(1 / count + 1 / (rows - count)).sub(1 / (rows - count)); // (B)
        NDArray excess = Activation.relu(doubt.mul(signs).sum().add(margin));
        return batch.manager().ones(right.getShape()).mul(excess);
    }
}
