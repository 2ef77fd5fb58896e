package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/**
 * How likely a sample is to stop at each layer, by its {@linkplain Halting lambdas}:
 *
 * <pre>{@code p_l = lambda_l prod_(j<l) (1 - lambda_j),   lambda_L = 1,   sum_l p_l = 1}</pre>
 *
 * <p>Attached: this is how lambdas learn.
 */
record HaltingShare() implements Weighting {

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        return batch.once(this, HaltingShare::shares).get(layer - 1); // (B)
    }

    private static List<NDArray> shares(TrainingBatch batch) {
        List<NDArray> shares = new ArrayList<>();
        NDArray surviving = batch.manager().ones(batch.labels().getShape()); // (B)
        for (int layer = 1; layer < batch.layers(); layer++) {
            NDArray lambda = batch.score(Halting.LAMBDA, layer); // (B)
            shares.add(surviving.mul(lambda));
            surviving = surviving.mul(lambda.neg().add(1));
        }
        shares.add(surviving);
        return shares;
    }
}
