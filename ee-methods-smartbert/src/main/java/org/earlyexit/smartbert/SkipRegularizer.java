package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * Rewards skipping:
 *
 * <pre>{@code loss = 1 / sum_l mean_b g_l}</pre>
 *
 * <p>The gates are the soft ones even where their weights are hard. They are noted for the log, layer by layer.
 */
record SkipRegularizer() implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDList means = new NDList();
        for (int gated = 1; gated <= batch.layers(); gated++) {
            means.add(batch.score(LayerGates.GATE, gated).mean());
        }
        NDArray all = NDArrays.stack(means); // (L)
        float[] host = all.toFloatArray();
        for (int gated = 1; gated <= host.length; gated++) {
            batch.note("gate-" + gated, host[gated - 1]);
        }
        NDArray each = batch.manager().ones(batch.labels().getShape()); // (B)
        return each.div(all.sum());
    }
}
