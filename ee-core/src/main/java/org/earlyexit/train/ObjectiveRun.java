package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Optional;
import org.earlyexit.execute.BatchHistory;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.execute.SampleBatch;
import org.earlyexit.model.Controller;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;

/**
 * Runs batches and works out a stage's objective.
 *
 * @param controller what decides before layers meanwhile; empty for the model's own
 */
record ObjectiveRun(
        EarlyExitModel model, Objective objective, Optional<StageController> controller, NDManager manager) {

    /**
     * Adds the gradients of a batch to those already there.
     *
     * @param samples the rows of the batch
     * @param moment where in the stage it is
     * @param share how much the batch counts in its step
     * @return the objective, which may be anything but finite: then no gradient was added
     */
    double backward(Part part, int[] samples, StepBatch.Moment moment, double share) {
        // the collector is closed first: what it holds belongs to the scope
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = scope.getEngine().newGradientCollector()) {
            SampleBatch batch = SampleBatch.of(part.data().samples(), samples);
            NDArray value = value(part, batch, moment, scope, Phase.TRAINING);
            double host = value.toFloatArray()[0];
            if (Double.isFinite(host)) {
                collector.backward(value.mul(scope.create((float) share)));
            }
            return host;
        }
    }

    /**
     * The objective over a whole part in inference, averaged over its samples.
     *
     * @param moment where in the stage it is, with notes that nobody reads
     */
    double evaluate(Part part, int batchSize, StepBatch.Moment moment) {
        double sum = 0;
        int number = 0;
        for (SampleBatch batch : SampleBatch.byLength(part.data().samples(), batchSize)) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray value = value(part, batch, moment.batch(number++), scope, Phase.INFERENCE);
                sum += value.toFloatArray()[0] * batch.size();
            }
        }
        return sum / part.data().size();
    }

    /** What the model answers as it is used, without exits. */
    Outcomes answers(List<TokenSequence> samples, int batchSize) {
        return new Executor(model, manager).run(samples, ExitStrategy.NEVER, batchSize);
    }

    private NDArray value(Part part, SampleBatch batch, StepBatch.Moment moment, NDManager scope, Phase heads) {
        NDArray labels = StepBatch.gold(part.data().labels(), batch.numbers(), scope);
        StepBatch.Rows rows = new StepBatch.Rows(batch, labels, part.data().facts());
        Controller gates =
                controller.map(of -> of.at(moment.step(), model.auxModules())).orElse(model.controller());
        BatchHistory history = part.passes().run(batch, scope, heads, gates);
        return objective.value(new StepBatch(model, history, rows, moment));
    }
}
