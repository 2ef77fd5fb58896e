package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.execute.SampleBatch;
import org.earlyexit.model.Controller;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;

/**
 * Runs batches and works out a stage's objective.
 *
 * @param model what is trained
 * @param stage whose objective it is
 * @param hands what gradient rules may touch
 * @param manager the parent of each batch's own manager
 */
record ObjectiveRun(EarlyExitModel model, Stage stage, Hands hands, NDManager manager) {

    /**
     * What gradient rules may touch.
     *
     * @param trainable the parameters of the stage
     * @param learned moves those that the rule moves itself, where there are any
     * @param engineSeed seeds the engine, which draws dropout
     */
    record Hands(List<Parameter> trainable, Optional<Optimizer> learned, IntConsumer engineSeed) {}

    Objective objective() {
        return stage.objective();
    }

    List<Parameter> trainable() {
        return hands.trainable();
    }

    /**
     * Adds the gradients of a batch to those already there.
     *
     * @param samples the rows of the batch
     * @param moment where in the stage it is
     * @param share how much the batch counts in its step
     * @return the objective, which may be anything but finite: then no gradient was added
     */
    double backward(Part part, int[] samples, StepBatch.Moment moment, double share) {
        try (NDManager scope = manager.newSubManager()) {
            return stage.gradients().gradients(new BatchSession(this, part, samples, moment, share, scope));
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
                StepBatch passed = batch(part, batch, moment.batch(number++), scope, Phase.INFERENCE);
                sum += objective().value(passed).toFloatArray()[0] * batch.size();
            }
        }
        return sum / part.data().size();
    }

    /** What the model answers as it is used, without exits. */
    Outcomes answers(List<TokenSequence> samples, int batchSize) {
        return new Executor(model, manager).run(samples, ExitStrategy.NEVER, batchSize);
    }

    /** A batch after its pass. */
    StepBatch batch(Part part, SampleBatch batch, StepBatch.Moment moment, NDManager scope, Phase heads) {
        NDArray labels = StepBatch.gold(part.data().labels(), batch.numbers(), scope);
        StepBatch.Rows rows = new StepBatch.Rows(batch, labels, part.data().facts());
        Controller gates = stage.controller()
                .map(of -> of.at(
                        moment.step(),
                        model.auxModules(),
                        moment.seed().and("controller").random()))
                .orElse(model.controller());
        SplittableRandom random = moment.seed().and("cuts").random();
        IntPredicate cuts = heads == Phase.TRAINING
                ? layer -> stage.gradients().cutsAfter(layer, moment.step(), random)
                : layer -> false;
        Executor.Passing passing = new Executor.Passing(gates, cuts);
        return new StepBatch(model, part.passes().run(batch, scope, heads, passing), rows, moment);
    }

    /** Makes the next pass over these rows draw the dropout of any other pass over them. */
    void seedPass(StepBatch.Moment moment, GradientSession.Rows rows) {
        hands.engineSeed()
                .accept(moment.seed().and("pass of rows from " + rows.from()).engineSeed());
    }

    /** Moves the parameters that the rule learns. */
    void moveLearned() {
        Optimizer optimizer = hands.learned()
                .orElseThrow(() -> new IllegalStateException(
                        "the gradient rule of stage '%s' must say what it learns, said nothing"
                                .formatted(stage.name())));
        optimizer.step(stage.gradients().learned().orElseThrow().optimizer().learningRate());
        model.parameters().changed();
    }
}
