package org.earlyexit.train;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import org.earlyexit.model.Parameter;

/** One stage from its first step to its last. */
final class StageRun {

    private final Stage stage;
    private final TrainingParts parts;
    private final ObjectiveRun objective;
    private final StageProgress progress;
    private final BatchOrder order;
    private final TrainingLog log;
    private final Draws draws;
    private final StageState state;

    /**
     * What a stage learns from.
     *
     * @param trainable the parameters that move
     * @param training the samples that it sees
     * @param stopping the samples by which it stops
     */
    record TrainingParts(List<Parameter> trainable, Part training, Part stopping) {}

    /**
     * What a stage draws at random: a function of the step alone, so that a stage which was cut off draws the same.
     *
     * @param stage the seed of the stage
     * @param engine seeds the engine, which draws dropout
     */
    record Draws(NamedSeed stage, IntConsumer engine) {

        /** Seeds the engine for a moment of the stage, and gives the seed of all else that is drawn then. */
        NamedSeed at(String moment) {
            engine.accept(stage.and("engine").and(moment).engineSeed());
            return stage.and("draws").and(moment);
        }
    }

    StageRun(
            Stage stage,
            TrainingParts parts,
            ObjectiveRun objective,
            StageProgress progress,
            BatchOrder order,
            TrainingLog log,
            Draws draws) {
        this.stage = stage;
        this.parts = parts;
        this.objective = objective;
        this.progress = progress;
        this.order = order;
        this.log = log;
        this.draws = draws;
        this.state = new StageState(parts.trainable());
    }

    StageResult toTheEnd() {
        resume();
        int patience = stage.steps().patience();
        BestEpoch best = state.best();
        for (int epoch = state.reports().size() + 1;
                epoch <= stage.steps().epochs() && !best.isOver(epoch, patience);
                epoch++) {
            trainOn(order.epoch(epoch), epoch - 1);
            OptionalDouble judged = patience > 0 ? OptionalDouble.of(stoppingLoss()) : OptionalDouble.empty();
            if (judged.isPresent()) {
                best.offer(epoch, judged.getAsDouble());
            }
            if (stage.choice().isPresent()) {
                double score = score(stage.choice().get());
                state.notes().add("stopping-score", score, 1);
                if (epoch >= stage.choice().get().first()) {
                    best.offerScore(epoch, score);
                }
            }
            report(epoch, judged);
        }
        int epochs = state.reports().size();
        int kept = stage.judges() ? restore(best) : epochs;
        return new StageResult(
                stage.name(),
                state.step(),
                epochs,
                kept,
                state.trainingLosses(),
                state.stoppingLosses(),
                parts.training().data().facts());
    }

    private void resume() {
        if (progress.restore(state)) {
            objective.model().parameters().changed();
            state.reports().forEach(log::epoch);
        }
    }

    private int restore(BestEpoch best) {
        setTraining(false);
        best.restore();
        objective.model().parameters().changed();
        return best.epoch();
    }

    private void trainOn(List<int[]> batches, int epoch) {
        int group = stage.steps().accumulation();
        int done = state.step() - epoch * stepsPerEpoch();
        for (int from = done * group; from < batches.size(); from += group) {
            List<int[]> together = batches.subList(from, Math.min(from + group, batches.size()));
            StepInfo info = new StepInfo(state.step(), steps(), epoch);
            state.add(step(together, info));
            log.step(stage.name(), info);
            progress.offer(state);
        }
    }

    /** Makes one step and says the objective summed over its samples. */
    private double step(List<int[]> batches, StepInfo info) {
        int rows = batches.stream().mapToInt(batch -> batch.length).sum();
        double rate = rate(info.step());
        int copies = stage.steps().copies();
        StepBatch.Moment moment = new StepBatch.Moment(info, copies, draws.at("step " + info.step()), state.notes());
        double sum = 0;
        for (int i = 0; i < batches.size(); i++) {
            int[] batch = batches.get(i);
            double share = (double) batch.length / rows;
            double loss = objective.backward(parts.training(), tiled(batch, copies), moment.batch(i), share);
            requireFinite("the loss", loss, info.step());
            sum += loss * batch.length;
        }
        requireFinite("the gradient norm", progress.optimizer().step(rate), info.step());
        objective.model().parameters().changed();
        return sum;
    }

    /** Copy {@code j} of sample {@code i} at row {@code j B + i}. */
    private static int[] tiled(int[] samples, int copies) {
        int[] rows = new int[samples.length * copies];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = samples[row % samples.length];
        }
        return rows;
    }

    private double stoppingLoss() {
        setTraining(false);
        int step = state.step();
        StepInfo last = new StepInfo(step - 1, steps(), (step - 1) / stepsPerEpoch());
        StepBatch.Moment moment = new StepBatch.Moment(last, 1, draws.at("stopping " + step), new EpochNotes());
        double loss = objective.evaluate(parts.stopping(), stage.steps().batchSize(), moment);
        setTraining(true);
        requireFinite("the stopping loss", loss, step - 1);
        return loss;
    }

    private double score(EpochChoice choice) {
        setTraining(false);
        LabelledTokens data = parts.stopping().data();
        double score =
                choice.score(objective.answers(data.samples(), stage.steps().batchSize()), data.labels());
        setTraining(true);
        return score;
    }

    private void setTraining(boolean on) {
        parts.trainable().forEach(parameter -> parameter.array().setRequiresGradient(on));
    }

    private void report(int epoch, OptionalDouble judged) {
        TrainingLog.EpochReport report = new TrainingLog.EpochReport(
                stage.name(),
                epoch,
                stage.steps().epochs(),
                state.loss() / parts.training().data().size(),
                judged,
                rate(state.step() - 1),
                state.notes().means());
        state.end(report);
        log.epoch(report);
    }

    private void requireFinite(String what, double value, int at) {
        if (!Double.isFinite(value)) {
            throw NonFiniteLossException.of(what, value, stage.name(), at, rate(at));
        }
    }

    private double rate(int at) {
        return LinearSchedule.of(stage.optimizer(), steps()).rate(at);
    }

    private int steps() {
        return stage.steps().epochs() * stepsPerEpoch();
    }

    private int stepsPerEpoch() {
        int group = stage.steps().accumulation();
        return (order.batches() + group - 1) / group;
    }
}
