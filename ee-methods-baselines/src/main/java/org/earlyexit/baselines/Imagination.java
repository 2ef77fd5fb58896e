package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import org.earlyexit.head.PastFuture;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * How far off a layer's {@linkplain PastFuture imagination} of the deeper layers is:
 *
 * <pre>{@code mean_(j>l) (1 - cos(c_j, f_j(c_l))),   c_j detached;   0 at the last layer}</pre>
 */
record Imagination() implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray sum = batch.manager().zeros(batch.labels().getShape()); // (B)
        int deeper = batch.layers() - layer;
        NDArray pooled = batch.history().output(layer).pooled(); // (B, (1 + deeper) D)
        long width = pooled.getShape().get(1) / (1 + deeper);
        for (int ahead = 1; ahead <= deeper; ahead++) {
            NDArray real =
                    own(batch.history().output(layer + ahead).pooled(), width).stopGradient(); // (B, D)
            NDArray imagined = pooled.get(new NDIndex(":, {}:{}", ahead * width, (ahead + 1) * width)); // (B, D)
            sum = sum.add(cosine(real, imagined).neg().add(1));
        }
        return deeper == 0 ? sum : sum.div(batch.manager().create((float) deeper));
    }

    private static NDArray own(NDArray pooled, long width) {
        return pooled.get(new NDIndex(":, :{}", width));
    }

    private static NDArray cosine(NDArray a, NDArray b) {
        int[] vector = {1};
        NDArray lengths = a.square().sum(vector).mul(b.square().sum(vector)).sqrt();
        return a.mul(b).sum(vector).div(lengths);
    }
}
