package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.earlyexit.execute.BatchHistory;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.SampleBatch;
import org.earlyexit.model.Phase;

/**
 * Runs batches and works out a stage's objective.
 *
 * @param encoder how the backbone runs in training
 */
record ObjectiveRun(EarlyExitModel model, Objective objective, NDManager manager, Phase encoder) {

    /**
     * Adds the gradients of a batch to those already there.
     *
     * @param share how much the batch counts in its step
     * @return the objective, which may be anything but finite: then no gradient was added
     */
    double backward(LabelledTokens data, int[] samples, StepInfo info, double share) {
        // the collector is closed first: what it holds belongs to the scope
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = scope.getEngine().newGradientCollector()) {
            SampleBatch batch = SampleBatch.of(data.samples(), samples);
            NDArray value = value(data, batch, info, scope, encoder, Phase.TRAINING);
            double host = value.toFloatArray()[0];
            if (Double.isFinite(host)) {
                collector.backward(value.mul(scope.create((float) share)));
            }
            return host;
        }
    }

    /** The objective over a whole part in inference, averaged over its samples. */
    double evaluate(LabelledTokens data, int batchSize, StepInfo info) {
        double sum = 0;
        for (SampleBatch batch : SampleBatch.byLength(data.samples(), batchSize)) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray value = value(data, batch, info, scope, Phase.INFERENCE, Phase.INFERENCE);
                sum += value.toFloatArray()[0] * batch.size();
            }
        }
        return sum / data.size();
    }

    private NDArray value(
            LabelledTokens data, SampleBatch batch, StepInfo info, NDManager scope, Phase backbone, Phase heads) {
        NDArray labels = StepBatch.gold(data.labels(), batch.numbers(), scope);
        BatchHistory history = new Executor(model, manager).fullPass(batch.tokens(), scope, backbone, heads);
        return objective.value(new StepBatch(model, history, labels, info));
    }
}
