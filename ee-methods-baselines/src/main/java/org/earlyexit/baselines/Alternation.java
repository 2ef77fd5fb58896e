package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import org.earlyexit.model.Phase;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/**
 * BERxiT's alternation: the final classifier's loss at even steps, counted from 0, and all classifiers' at odd ones.
 *
 * <pre>{@code w_l = [l = L] at even steps, 1 at odd steps}</pre>
 *
 * <p>Where the model is only looked at, between epochs, it is as at odd steps, so that epochs can be compared.
 *
 * @param finalAtOddSteps whether odd steps count the last layer too, as the paper has it; the published code's
 *     learning-to-exit routine leaves it out
 */
record Alternation(boolean finalAtOddSteps) implements Weighting {

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        boolean last = layer == batch.layers();
        boolean looking = batch.history().current().phase() == Phase.INFERENCE;
        boolean all = looking || batch.step().step() % 2 != 0;
        boolean counts = all ? (!last || finalAtOddSteps) : last;
        return batch.manager().create(counts ? 1f : 0f);
    }
}
