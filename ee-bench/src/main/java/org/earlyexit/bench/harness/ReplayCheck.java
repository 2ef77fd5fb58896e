package org.earlyexit.bench.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.record.CurvePoint;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.PointAnswers;
import org.earlyexit.bench.record.RunCell;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Metric;
import org.earlyexit.metric.MetricValue;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.ReferenceExits;
import org.earlyexit.trace.Replay;
import org.earlyexit.train.StrategyChoice;

/** Replays a layer trace and compares what comes of it with the answers, the curve and the layer scores of a record. */
final class ReplayCheck {

    private static final double TOLERANCE = 1e-9;

    private final PluginRegistry registry;
    private final RunRecord record;
    private final SampleTable samples;
    private final LayerTrace trace;
    private final List<String> problems = new ArrayList<>();
    private int figures;

    ReplayCheck(PluginRegistry registry, RunRecord record, SampleTable samples, LayerTrace trace) {
        this.registry = registry;
        this.record = record;
        this.samples = samples;
        this.trace = trace;
    }

    int figures() {
        return figures;
    }

    /** What does not match. */
    List<String> problems(Path cell) {
        if (Files.exists(cell.resolve(RunCell.ADDRESS))) {
            replay(RowAddress.read(cell), FittedStrategy.read(cell));
        } else if (record.method().id().equals("oracle")) {
            compare("default", new ReferenceExits(trace).oracle(samples.gold()));
        } else if (record.method().id().equals("majority")) {
            samples.points().forEach(this::oneAnswer);
        } else {
            samples.points().forEach(this::compareExits);
        }
        layers();
        return problems;
    }

    private void replay(RowAddress address, StrategyChoice fitted) {
        ResolvedMethod method = ResolvedMethod.of(
                address.method(),
                registry,
                Planner.context(
                        address.training(),
                        new TaskCatalog().task(address.task()),
                        record.backbone().layers(),
                        true));
        if (method.recipe().controller().isPresent()) {
            return; // what deeper layers see depends on the operating point, so that a trace cannot say it
        }
        Swept swept = new Swept(registry, fitted, trace.kind(), trace.layers());
        for (OperatingPoint point : record.points()) {
            compare(point.name(), new Replay(trace).run(strategy(swept, point)));
        }
        for (CurvePoint point : record.curve()) {
            Outcomes outcomes = new Replay(trace).run(swept.strategy(point.value()));
            MetricValue score = Metric.of(record.task().mainMetric()).evaluate(samples.gold(), outcomes::answer);
            String name = "curve at %s = %s".formatted(point.knob(), point.value());
            Double printed = point.score();
            same(name + ": score", printed == null ? 0 : printed, score.value());
            same(name + ": mean exit layer", point.meanExitLayer(), outcomes.meanExitLayer());
            double full = record.backbone().layers();
            same(name + ": speed-up by layers", point.speedupByLayers(), full / outcomes.meanExitLayer());
        }
    }

    private static ExitStrategy strategy(Swept swept, OperatingPoint point) {
        if (point.name().equals("full")) {
            return ExitStrategy.NEVER;
        }
        OptionalDouble value = swept.knob().stream()
                .map(knob -> point.knobs().get(knob.name()))
                .filter(java.util.Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .findFirst();
        return value.isPresent() ? swept.strategy(value.getAsDouble()) : swept.strategy();
    }

    private void compare(String point, Outcomes outcomes) {
        figures++;
        PointAnswers replayed = new SampleTable.Builder(samples.ids(), samples.gold(), true)
                .add(point, outcomes)
                .build()
                .at(point);
        if (!replayed.equals(samples.at(point))) {
            problems.add("%s: samples.csv must hold what replaying the trace gives, did not".formatted(point));
        }
    }

    /** Chance dealt the exit layers; the answers must be those of the layers. */
    private void compareExits(String point) {
        figures++;
        PointAnswers answers = samples.at(point);
        for (int i = 0; i < answers.size(); i++) {
            if (number(trace.prediction(i, answers.layer(i))) != answers.answer(i)) {
                problems.add("%s: the answer to %s must be that of layer %d in the trace, was not"
                        .formatted(point, samples.ids().get(i), answers.layer(i)));
                return;
            }
        }
    }

    /** The majority row knows one answer and gives it after the first layer. */
    private void oneAnswer(String point) {
        figures++;
        PointAnswers answers = samples.at(point);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.answer(i) != answers.answer(0) || answers.layer(i) != 1) {
                problems.add("%s: the majority row must give one answer at layer 1, gave %s at layer %d to %s"
                        .formatted(
                                point,
                                answers.answer(i),
                                answers.layer(i),
                                samples.ids().get(i)));
                return;
            }
        }
    }

    private void layers() {
        for (int layer = 1; layer <= record.perLayer().size(); layer++) {
            int number = layer;
            MetricValue score =
                    Metric.of(record.task().mainMetric()).evaluate(samples.gold(), i -> trace.prediction(i, number));
            Double printed = record.perLayer().get(layer - 1).value();
            same("score of layer " + layer, printed == null ? 0 : printed, score.value());
        }
    }

    private void same(String what, double printed, double replayed) {
        figures++;
        if (Math.abs(printed - replayed) > TOLERANCE) {
            problems.add("%s must be %s by the trace, was %s".formatted(what, replayed, printed));
        }
    }

    private static double number(Prediction prediction) {
        return prediction instanceof RegressionValue value ? value.value() : ((ClassDistribution) prediction).argmax();
    }
}
