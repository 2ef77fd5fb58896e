package org.earlyexit.consistentee;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.train.MemorizedLayerFact;
import org.earlyexit.train.TrainingBatch;

/**
 * The rollouts of a training batch, drawn once for all layers, terms and weightings.
 *
 * @param plan what they are drawn by
 */
record BatchRollouts(RolloutPlan plan) {

    /** Those of this batch; what they come to on average is noted for the log. */
    Rollouts of(TrainingBatch batch) {
        return batch.once(this, this::draw);
    }

    private Rollouts draw(TrainingBatch batch) {
        BatchNumbers numbers = BatchNumbers.of(batch);
        int samples = numbers.rows() / batch.copies();
        Rollouts rollouts = Rollouts.draw(plan, numbers, samples, scale(batch), batch.random("actions"));
        batch.note("reward", rollouts.meanReward());
        batch.note("exit-layer", rollouts.meanExitLayer());
        batch.note("accuracy", rollouts.accuracy());
        batch.note("log-probability", rollouts.meanLogProbability());
        return rollouts;
    }

    private Scale scale(TrainingBatch batch) {
        List<Double> shares = plan.reward() == Reward.DEPTH_PRIOR
                ? shares(batch.layers(), batch.facts().values(MemorizedLayerFact.NAME))
                : List.of();
        return new Scale(plan.alpha(), plan.depth().of(batch.layers()), plan.priorWeight(), shares);
    }

    private static List<Double> shares(int layers, float... memorized) {
        int[] counts = new int[layers];
        for (float layer : memorized) {
            counts[(int) layer - 1]++;
        }
        List<Double> shares = new ArrayList<>();
        for (int count : counts) {
            shares.add((double) count / memorized.length);
        }
        return shares;
    }
}
