package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * A layer's part of how far the {@linkplain HaltingShare stopping layers} are from a geometric distribution that ends
 * at {@code L}; summed over all layers it is {@code KL(p || g)}.
 *
 * <pre>{@code p_l (ln p_l - ln g_l),   g_l = rate (1 - rate)^(l-1) / (1 - (1 - rate)^L)}</pre>
 *
 * @param rate in (0, 1)
 */
record HaltingPrior(double rate) implements LossTerm {

    private static final float NEARLY_NOTHING = 1e-8f; // keeps the logarithm finite

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray share = new HaltingShare().weights(layer, batch); // (B)
        double all = 1 - Math.pow(1 - rate, batch.layers());
        double prior = rate * Math.pow(1 - rate, layer - 1) / all;
        return share.mul(share.add(NEARLY_NOTHING).log().sub(Math.log(prior)));
    }
}
