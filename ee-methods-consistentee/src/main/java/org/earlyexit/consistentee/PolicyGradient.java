package org.earlyexit.consistentee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import org.earlyexit.train.LossTerm;
import org.earlyexit.train.TrainingBatch;

/**
 * The policy gradient of REINFORCE, summed over the layers that decide:
 *
 * <pre>{@code
 * loss = -(1/(K B)) sum_i sum_j A_ij log pi_ij
 *      = (1/B) sum_i sum_l -(a_il ln (1 - p_il) + c_il ln p_il)
 * a_l = (1/K) sum_j A_j [stayed at l],   c_l = (1/K) sum_j A_j [left at l]
 * }</pre>
 *
 * <p>The second line is what is computed: {@code a} and {@code c} are plain numbers, and so {@code K} rollouts cost one
 * pass. Logarithms are softplus of the logits: {@code -ln p = softplus(-u)}, {@code -ln (1 - p) = softplus(u)}.
 *
 * @param rollouts whose advantages are counted
 */
record PolicyGradient(BatchRollouts rollouts) implements LossTerm {

    @Override
    public NDArray values(int layer, TrainingBatch batch) {
        Rollouts drawn = rollouts.of(batch);
        NDManager manager = batch.manager();
        NDArray logit = batch.score(PolicyNetworks.LOGIT, layer); // (B)
        NDArray staying = manager.create(drawn.staying(layer)).mul(Activation.softPlus(logit));
        NDArray leaving = manager.create(drawn.leaving(layer)).mul(Activation.softPlus(logit.neg()));
        return staying.add(leaving);
    }
}
