package org.earlyexit.train;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.earlyexit.model.Parameter;

/** One stage from its first step to its last. */
final class StageRun {

    private final Stage stage;
    private final TrainingParts parts;
    private final ObjectiveRun objective;
    private final Optimizer optimizer;
    private final BatchOrder order;
    private final TrainingLog log;
    private final NamedSeed seed;
    private int step;

    /**
     * What a stage learns from.
     *
     * @param trainable the parameters that move
     * @param training the samples that it sees
     * @param stopping the samples by which it stops
     */
    record TrainingParts(List<Parameter> trainable, Part training, Part stopping) {}

    StageRun(
            Stage stage,
            TrainingParts parts,
            ObjectiveRun objective,
            Optimizer optimizer,
            BatchOrder order,
            TrainingLog log,
            NamedSeed seed) {
        this.stage = stage;
        this.parts = parts;
        this.objective = objective;
        this.optimizer = optimizer;
        this.order = order;
        this.log = log;
        this.seed = seed;
    }

    StageResult toTheEnd() {
        List<Double> losses = new ArrayList<>();
        List<Double> stoppingLosses = new ArrayList<>();
        BestEpoch best = new BestEpoch(parts.trainable());
        int patience = stage.steps().patience();
        EpochNotes notes = new EpochNotes();
        for (int epoch = 1; epoch <= stage.steps().epochs() && !best.isOver(epoch, patience); epoch++) {
            notes = notes.next();
            losses.add(trainOn(order.epoch(epoch), epoch - 1, notes));
            OptionalDouble judged = patience > 0 ? OptionalDouble.of(stoppingLoss()) : OptionalDouble.empty();
            if (judged.isPresent()) {
                stoppingLosses.add(judged.getAsDouble());
                best.offer(epoch, judged.getAsDouble());
            }
            if (stage.choice().isPresent()) {
                double score = score(stage.choice().get());
                notes.add("stopping-score", score, 1);
                if (epoch >= stage.choice().get().first()) {
                    best.offerScore(epoch, score);
                }
            }
            report(epoch, losses.get(epoch - 1), judged, notes);
        }
        int kept = stage.judges() ? restore(best) : losses.size();
        return new StageResult(
                stage.name(),
                step,
                losses.size(),
                kept,
                losses,
                stoppingLosses,
                parts.training().data().facts());
    }

    private int restore(BestEpoch best) {
        setTraining(false);
        best.restore();
        objective.model().parameters().changed();
        return best.epoch();
    }

    private double trainOn(List<int[]> batches, int epoch, EpochNotes notes) {
        double sum = 0;
        int group = stage.steps().accumulation();
        for (int from = 0; from < batches.size(); from += group) {
            List<int[]> together = batches.subList(from, Math.min(from + group, batches.size()));
            StepInfo info = new StepInfo(step, steps(), epoch);
            sum += step(together, info, notes);
            log.step(stage.name(), info);
            step++;
        }
        return sum / parts.training().data().size();
    }

    /** Makes one step and says the objective summed over its samples. */
    private double step(List<int[]> batches, StepInfo info, EpochNotes notes) {
        int rows = batches.stream().mapToInt(batch -> batch.length).sum();
        double rate = rate(info.step());
        int copies = stage.steps().copies();
        StepBatch.Moment moment = new StepBatch.Moment(info, copies, seed.and("step " + info.step()), notes);
        double sum = 0;
        for (int i = 0; i < batches.size(); i++) {
            int[] batch = batches.get(i);
            double share = (double) batch.length / rows;
            double loss = objective.backward(parts.training(), tiled(batch, copies), moment.batch(i), share);
            requireFinite("the loss", loss, info.step());
            sum += loss * batch.length;
        }
        requireFinite("the gradient norm", optimizer.step(rate), info.step());
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
        StepInfo last = new StepInfo(step - 1, steps(), (step - 1) / stepsPerEpoch());
        StepBatch.Moment moment = new StepBatch.Moment(last, 1, seed.and("stopping " + step), new EpochNotes());
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

    private void report(int epoch, double loss, OptionalDouble judged, EpochNotes notes) {
        log.epoch(new TrainingLog.EpochReport(
                stage.name(), epoch, stage.steps().epochs(), loss, judged, rate(step - 1), notes.means()));
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
