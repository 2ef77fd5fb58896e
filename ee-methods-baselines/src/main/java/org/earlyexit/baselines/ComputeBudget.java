package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.earlyexit.model.LayerAction;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * How far a batch runs more layers than a budget that shrinks over the stage:
 *
 * <pre>{@code max(0, mean_b sum_l d_bl / L - b(t)),   b(t) = 1 - (1 - budget) min(1, 2 progress)}</pre>
 *
 * <p>The same for every sample. That the budget is reached halfway, and linearly, is a guess.
 *
 * @param budget share of the layers that may run in the end, in (0, 1]
 */
record ComputeBudget(double budget) implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        NDArray skipped = batch.manager().zeros(batch.labels().getShape()); // (B)
        for (int each = 1; each <= batch.layers(); each++) {
            if (batch.history().action(each) instanceof LayerAction.SoftGate gate) {
                skipped = skipped.add(gate.skipWeights());
            }
        }
        double allowed = 1 - (1 - budget) * Math.min(1, 2 * batch.step().progress());
        double skips = 1 - allowed;
        NDArray share = skipped.mean().div(batch.manager().create((float) batch.layers()));
        NDArray excess = Activation.relu(share.neg().add(batch.manager().create((float) skips)));
        return batch.manager().ones(batch.labels().getShape()).mul(excess);
    }
}
