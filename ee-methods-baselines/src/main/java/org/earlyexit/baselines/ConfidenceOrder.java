package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * CascadeBERT's difficulty-aware objective: an easy sample should have a higher largest probability than a
 * {@linkplain WrongAnswers difficult} one.
 *
 * <pre>{@code mean over easy e and difficult d of max(0, margin - (max p_e - max p_d))}</pre>
 *
 * <p>The same for every sample of a batch; 0 where all are easy or all are difficult. That pairs are averaged is a
 * guess.
 *
 * @param margin by how much, at least 0
 */
record ConfidenceOrder(double margin) implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray confidence = batch.history().output(layer).logits().softmax(1).max(new int[] {1}); // (B)
        NDArray difficult = batch.fact(WrongAnswers.NAME); // (B)
        NDArray easy = difficult.neg().add(1); // (B)
        NDArray pairs = easy.expandDims(1).mul(difficult.expandDims(0)); // (B, B): easy by difficult
        float count = pairs.sum().getFloat();
        if (count == 0) {
            return batch.manager().zeros(difficult.getShape());
        }
        NDArray ahead = confidence.expandDims(1).sub(confidence.expandDims(0)); // (B, B)
        NDArray missing = Activation.relu(ahead.neg().add(batch.manager().create((float) margin)));
        NDArray mean = missing.mul(pairs).sum().div(batch.manager().create(count));
        return batch.manager().ones(difficult.getShape()).mul(mean);
    }
}
