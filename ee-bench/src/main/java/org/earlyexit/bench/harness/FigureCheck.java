package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.glue.TaskSource;
import org.earlyexit.bench.glue.builtin.BuiltInTasks;
import org.earlyexit.bench.record.HardnessRow;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.PointAnswers;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.metric.MetricValue;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.jspecify.annotations.Nullable;

/** Works out a record's figures from the answers to single samples. */
final class FigureCheck {

    private static final double TOLERANCE = 1e-9;

    private final RunRecord record;
    private final SampleTable samples;
    private final List<String> problems = new ArrayList<>();
    private int figures;

    FigureCheck(RunRecord record, SampleTable samples) {
        this.record = record;
        this.samples = samples;
    }

    int figures() {
        return figures;
    }

    /** What does not match. */
    List<String> points() {
        if (samples.ids().size() != record.task().devSamples()) {
            problems.add("samples.csv must hold the %d scored samples, held %d"
                    .formatted(record.task().devSamples(), samples.ids().size()));
        }
        Optional<Scoring> drawn = drawnAgain();
        record.points().forEach(point -> {
            point(point);
            drawn.ifPresent(scoring -> hardness(point, scoring));
        });
        return problems;
    }

    /** The samples of a built-in task, which can be drawn again, and only there is it known how hard one is. */
    private Optional<Scoring> drawnAgain() {
        TaskCatalog catalog = new TaskCatalog();
        String id = record.task().id();
        if (!catalog.builtIn().contains(id)
                || !record.task()
                        .version()
                        .equals(Integer.toString(catalog.task(id).version()))) {
            return Optional.empty();
        }
        TaskSource source = BuiltInTasks.source(id, 1, samples.ids().size());
        Part part = new Part("dev", source.split("dev").samples());
        figures++;
        if (!part.ids().equals(samples.ids()) || !sameLabels(part.labels())) {
            problems.add("samples.csv must hold the ids and labels of %s, held others".formatted(id));
            return Optional.empty();
        }
        return Optional.of(new Scoring(source.task(), part));
    }

    private boolean sameLabels(Labels labels) {
        Labels gold = samples.gold();
        return gold.numeric() == labels.numeric()
                && IntStream.range(0, gold.size())
                        .allMatch(i -> gold.numeric()
                                ? gold.valueAt(i) == labels.valueAt(i)
                                : gold.classAt(i) == labels.classAt(i));
    }

    private void hardness(OperatingPoint point, Scoring scoring) {
        PointAnswers answers = samples.at(point.name());
        int[] exits = IntStream.range(0, answers.size()).map(answers::layer).toArray();
        Outcomes outcomes = Outcomes.ofExits(i -> prediction(answers.answer(i)), exits);
        same(
                point,
                "correlation with hardness",
                value(point.hardnessCorrelation()),
                value(scoring.hardnessCorrelation(outcomes)));
        List<HardnessRow> rows = scoring.byHardness(outcomes);
        if (rows.size() != point.byHardness().size()) {
            problems.add("%s: the samples must be of %d kinds of hardness, were of %d"
                    .formatted(point.name(), rows.size(), point.byHardness().size()));
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            HardnessRow printed = point.byHardness().get(i);
            HardnessRow worked = rows.get(i);
            String what = "hardness %d: ".formatted(worked.hardness());
            same(point, what + "hardness", (double) printed.hardness(), (double) worked.hardness());
            same(point, what + "samples", (double) printed.n(), (double) worked.n());
            same(point, what + "mean exit layer", printed.meanExitLayer(), worked.meanExitLayer());
            same(point, what + "score", printed.score(), worked.score());
        }
    }

    private static @Nullable Double value(@Nullable Measured measured) {
        return measured == null ? null : measured.value();
    }

    private void point(OperatingPoint point) {
        PointAnswers answers = samples.at(point.name());
        Labels gold = samples.gold();
        point.results().forEach((metric, printed) -> {
            MetricValue value = Metric.of(metric).evaluate(gold, i -> prediction(answers.answer(i)));
            same(point, metric, printed.value(), value.defined() ? (Double) value.value() : null);
            same(point, metric + " samples", (double) printed.n(), (double) value.n());
            standardError(point, metric, printed, value);
        });
        int[] exits = new int[point.exitHistogram().size()];
        long sum = 0;
        for (int i = 0; i < answers.size(); i++) {
            exits[answers.layer(i) - 1]++;
            sum += answers.layer(i);
        }
        List<Integer> histogram = IntStream.of(exits).boxed().toList();
        figures++;
        if (!histogram.equals(point.exitHistogram())) {
            problems.add("%s: the exit histogram must be %s by samples.csv, was %s"
                    .formatted(point.name(), histogram, point.exitHistogram()));
        }
        same(point, "mean exit layer", point.costs().meanExitLayer(), (double) sum / answers.size());
        layersRun(point, sum);
    }

    private void layersRun(OperatingPoint point, long exits) {
        long ran = point.executedHistogram().stream().mapToLong(count -> count).sum();
        if (ran > exits) {
            problems.add("%s: at most %d layers can have run, were %d".formatted(point.name(), exits, ran));
        }
        double speedup = (double) record.task().devSamples() * record.backbone().layers() / ran;
        same(point, "speed-up by layers", point.costs().speedupByLayers(), speedup);
        same(point, "saved share of layers", point.costs().savedLayerFraction(), 1 - 1 / speedup);
    }

    private void standardError(OperatingPoint point, String metric, Measured printed, MetricValue value) {
        Double error = value.standardError().isPresent() ? value.standardError().getAsDouble() : null;
        same(point, metric + " standard error", printed.standardError(), error);
    }

    private void same(OperatingPoint point, String what, @Nullable Double printed, @Nullable Double worked) {
        figures++;
        boolean equal = Objects.equals(printed, worked)
                || (printed != null && worked != null && Math.abs(printed - worked) <= TOLERANCE);
        if (!equal) {
            problems.add("%s: %s must be %s by samples.csv, was %s".formatted(point.name(), what, worked, printed));
        }
    }

    private Prediction prediction(double answer) {
        if (samples.gold().numeric()) {
            return new RegressionValue(answer);
        }
        double[] certain = new double[Integer.parseInt(record.task().labels())];
        certain[(int) answer] = 1;
        return ClassDistribution.ofProbabilities(certain);
    }
}
