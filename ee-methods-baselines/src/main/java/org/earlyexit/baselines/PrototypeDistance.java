package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * How much nearer another class's {@linkplain Prototypes prototype} is than a sample's own:
 *
 * <pre>
 * {@code 1/2 (1 + (r_y - r_o) / max(r_y, r_o)),   r_y the distance to the own, r_o to the nearest other, in [0, 1]}
 * </pre>
 *
 * <p>A guess at DE3-BERT's distance-aware regularisation, of which the abstract gives no formula: the method's own
 * ratio between the two distances that matter.
 */
record PrototypeDistance() implements LossTerm {

    private static final float FAR = 1e6f; // beyond every distance that there is

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray distances = batch.module(Prototypes.Module.class).distances(layer, batch.history()); // (B, C)
        int classes = Math.toIntExact(distances.getShape().get(1));
        NDArray own = batch.labels().oneHot(classes); // (B, C)
        NDArray near = distances.mul(own).sum(new int[] {1}); // r_y, (B)
        NDArray other = distances.add(own.mul(batch.manager().create(FAR))).min(new int[] {1}); // r_o, (B)
        return near.sub(other).div(NDArrays.maximum(near, other)).add(1).mul(0.5f);
    }
}
