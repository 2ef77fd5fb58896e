package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * How far the states of a student of {@code k} layers are from those of its teacher of {@code L}, which runs after it:
 *
 * <pre>{@code
 * mean_(j<k) mean_d (s_j / ||s_j|| - t_m / ||t_m||)_d^2,   m = round(j L / k),   s, t the first token's states
 * }</pre>
 *
 * <p>Every {@code L/k}-th layer teaches, which the paper calls skip; the last ones are compared by what they answer.
 * The teacher's states are detached; 0 for a student of one layer.
 */
record PatientStates() implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        int teachers = batch.layers() - layer;
        NDList distances = new NDList();
        for (int j = 1; j < layer; j++) {
            int teacher = layer + Math.round((float) j * teachers / layer);
            NDArray difference =
                    direction(j, batch).sub(direction(teacher, batch).stopGradient()); // (B, D)
            distances.add(difference.square().mean(new int[] {1})); // (B)
        }
        return distances.isEmpty()
                ? batch.manager().zeros(batch.labels().getShape())
                : NDArrays.stack(distances).mean(new int[] {0}); // (B)
    }

    private static NDArray direction(int layer, TrainingBatch batch) {
        NDArray first = batch.history().state(layer).hidden().get(new NDIndex(":, 0")); // (B, D)
        return first.div(first.square().sum(new int[] {1}, true).sqrt());
    }
}
