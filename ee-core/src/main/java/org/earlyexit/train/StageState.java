package org.earlyexit.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.earlyexit.model.Parameter;
import org.earlyexit.train.TrainingLog.EpochReport;

/** How far a stage has come. */
final class StageState {

    private final BestEpoch best;
    private final List<EpochReport> reports = new ArrayList<>();
    private EpochNotes notes = new EpochNotes();
    private double loss;
    private int step;

    StageState(List<Parameter> trainable) {
        this.best = new BestEpoch(trainable);
    }

    /** The steps made so far. */
    int step() {
        return step;
    }

    /** The epochs that came to their end. */
    List<EpochReport> reports() {
        return reports;
    }

    BestEpoch best() {
        return best;
    }

    /** What was taken down in the epoch that is under way. */
    EpochNotes notes() {
        return notes;
    }

    /** The objective of the epoch under way, summed over the samples that it has seen. */
    double loss() {
        return loss;
    }

    /** A step was made. */
    void add(double summedLoss) {
        loss += summedLoss;
        step++;
    }

    /** The epoch under way came to its end. */
    void end(EpochReport report) {
        reports.add(report);
        notes = notes.next();
        loss = 0;
    }

    List<Double> trainingLosses() {
        return reports.stream().map(EpochReport::trainingLoss).toList();
    }

    List<Double> stoppingLosses() {
        return reports.stream()
                .flatMap(report -> report.stoppingLoss().stream().boxed())
                .toList();
    }

    void save(StageFile.Out out) throws IOException {
        out.writeInt(step);
        out.writeDouble(loss);
        notes.save(out);
        out.writeInt(reports.size());
        for (EpochReport report : reports) {
            save(report, out);
        }
        best.save(out);
    }

    void restore(StageFile.In in) throws IOException {
        step = in.readInt();
        loss = in.readDouble();
        notes.restore(in);
        for (int left = in.readInt(); left > 0; left--) {
            reports.add(report(in));
        }
        best.restore(in);
    }

    private static void save(EpochReport report, StageFile.Out out) throws IOException {
        out.writeUTF(report.stage());
        out.writeInt(report.epoch());
        out.writeInt(report.epochs());
        out.writeDouble(report.trainingLoss());
        out.writeDouble(report.stoppingLoss().orElse(Double.NaN)); // a stopping loss is finite
        out.writeDouble(report.learningRate());
        out.writeInt(report.notes().size());
        for (Map.Entry<String, Double> note : report.notes().entrySet()) {
            out.writeUTF(note.getKey());
            out.writeDouble(note.getValue());
        }
    }

    private static EpochReport report(StageFile.In in) throws IOException {
        String stage = in.readUTF();
        int epoch = in.readInt();
        int epochs = in.readInt();
        double trainingLoss = in.readDouble();
        double stopping = in.readDouble();
        double rate = in.readDouble();
        Map<String, Double> notes = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            notes.put(in.readUTF(), in.readDouble());
        }
        OptionalDouble judged = Double.isNaN(stopping) ? OptionalDouble.empty() : OptionalDouble.of(stopping);
        return new EpochReport(stage, epoch, epochs, trainingLoss, judged, rate, notes);
    }
}
