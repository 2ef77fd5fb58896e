package org.earlyexit.train;

import ai.djl.ndarray.NDArray;

/**
 * What each classifier has yet to learn from one other, which does not learn from it:
 *
 * <pre>{@code T^2 KL(softmax(z_m / T) || softmax(z_l / T)),   z_m detached}</pre>
 *
 * <p>In nats. No label is read.
 *
 * @param teacher whom a layer learns from, {@code m}
 * @param temperature {@code T}, above 0
 */
public record DistillationFrom(int teacher, double temperature) implements LossTerm {

    public DistillationFrom {
        requireTemperature(temperature);
    }

    static void requireTemperature(double temperature) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature must be above 0, was " + temperature);
        }
    }

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray learning = logProbabilities(layer, batch); // (B, C)
        NDArray taught = logProbabilities(teacher, batch).stopGradient(); // (B, C)
        NDArray divergence = taught.exp().mul(taught.sub(learning)).sum(new int[] {1}); // (B)
        return temperature == 1
                ? divergence
                : divergence.mul(batch.manager().create((float) (temperature * temperature)));
    }

    private NDArray logProbabilities(int layer, TrainingBatch batch) {
        NDArray logits = batch.history().output(layer).logits();
        // the divisor is held by the batch's manager until the backward pass has read it
        NDArray tempered =
                temperature == 1 ? logits : logits.div(batch.manager().create((float) temperature));
        return tempered.logSoftmax(1);
    }
}
