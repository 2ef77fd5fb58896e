package org.earlyexit.report.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.PointAnswers;
import org.earlyexit.bench.record.RunCell;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.stats.Bootstrap;
import org.earlyexit.bench.stats.CalibrationError;
import org.earlyexit.bench.stats.Interval;
import org.earlyexit.bench.stats.MatchedSpeedup;
import org.earlyexit.bench.stats.RunScore;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.report.result.TaskColumn;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.MemorizedLayers;

/** Asks where samples left and what the layers knew. Each layer trace is read once, however many rows share it. */
final class ExitStudy {

    /** How many samples of a task the page can show one by one. */
    static final int MOST_VIEWED = 1000;

    /** How often samples are drawn for the interval of a matched speed-up. */
    static final int CURVE_ROUNDS = 1000;

    static final List<Double> LOSSES = List.of(0.0, 0.01, 0.02);

    private static final long CHANCE = 20240229;
    private static final int QUARTERS = 4;

    private final TaskColumn task;
    private final List<StudiedRow> rows;
    private final Labels gold;
    private final Path runFolder;
    private final Map<String, Trace> traces = new LinkedHashMap<>();

    ExitStudy(TaskColumn task, List<StudiedRow> rows, Labels gold, Path runFolder) {
        this.task = task;
        this.rows = rows;
        this.gold = gold;
        this.runFolder = runFolder;
        List<RunCell> cells = rows.stream()
                .flatMap(row -> row.runs().stream())
                .flatMap(run -> traceCell(run).stream())
                .distinct()
                .toList();
        Map<String, Trace> read = new HashMap<>(cells.parallelStream()
                .collect(Collectors.toConcurrentMap(RunCell::key, cell -> Trace.read(cell, gold))));
        cells.forEach(cell -> traces.put(cell.key(), read.get(cell.key())));
    }

    /** What a trace says, once it is closed again. */
    private record Trace(
            List<Integer> tokens, List<Integer> memorized, Optional<LayerKnowledge> knowledge, List<String> answers) {

        static Trace read(RunCell cell, Labels gold) {
            try (LayerTrace trace = LayerTrace.open(cell.folder().resolve(RunCell.REPORT_TRACE))) {
                List<Integer> tokens = trace.header().tokens();
                List<Integer> memorized = gold.numeric()
                        ? List.of()
                        : IntStream.of(MemorizedLayers.of(trace, gold)).boxed().toList();
                Optional<LayerKnowledge> knowledge =
                        gold.numeric() ? Optional.empty() : Optional.of(LayerKnowledge.of(trace, gold));
                List<String> answers = IntStream.range(0, Math.min(MOST_VIEWED, trace.samples()))
                        .mapToObj(i -> IntStream.rangeClosed(1, trace.layers())
                                .mapToObj(layer -> text(trace.prediction(i, layer)))
                                .collect(Collectors.joining(" ")))
                        .toList();
                return new Trace(tokens, memorized, knowledge, answers);
            }
        }
    }

    private Optional<RunCell> traceCell(RunRecord run) {
        return new RunCell(runFolder, run.cell())
                .traceCell()
                .filter(cell -> java.nio.file.Files.exists(cell.folder().resolve(RunCell.REPORT_TRACE)));
    }

    private Optional<Trace> trace(RunRecord run) {
        return traceCell(run).map(cell -> traces.get(cell.key()));
    }

    MethodEvidence of(StudiedRow row, Interval score, List<MatchedSpeedup.Result> matched) {
        ExitGroup.Collector byLength = new ExitGroup.Collector();
        ExitGroup.Collector byLabel = new ExitGroup.Collector();
        ExitGroup.Collector byMemorized = new ExitGroup.Collector();
        CalibrationError atExit = new CalibrationError();
        List<LayerKnowledge> knowledge = new ArrayList<>();
        for (int run = 0; run < row.runs().size(); run++) {
            PointAnswers answers = row.at(run);
            byLabel.add(gold.size(), this::label, answers::layer);
            RunRecord record = row.runs().get(run);
            Optional<Trace> trace = trace(record);
            trace.ifPresent(read -> {
                byLength.add(gold.size(), quarter(read.tokens()), answers::layer);
                boolean trained = everyLayerTrained(record);
                read.knowledge().filter(known -> trained).ifPresent(knowledge::add);
                if (trained && !read.memorized().isEmpty()) {
                    byMemorized.add(gold.size(), i -> read.memorized().get(i), answers::layer);
                }
            });
            addCalibration(atExit, answers);
        }
        return new MethodEvidence(
                row.label(),
                score,
                matched,
                byLength.groups(),
                byLabel.groups(),
                byMemorized.groups(),
                atExit.size() == 0 ? Optional.empty() : Optional.of(atExit),
                knowledge.isEmpty() ? Optional.empty() : Optional.of(LayerKnowledge.mean(knowledge)));
    }

    /** Whether the classifier of every layer was trained: what others say means nothing. */
    private static boolean everyLayerTrained(RunRecord run) {
        return !run.perLayer().isEmpty();
    }

    private void addCalibration(CalibrationError error, PointAnswers answers) {
        for (int i = 0; i < gold.size() && !gold.numeric() && answers.scored(); i++) {
            error.add(answers.score(i), answers.answer(i) == gold.classAt(i));
        }
    }

    private int label(int sample) {
        return gold.numeric() ? (int) Math.rint(gold.valueAt(sample)) : gold.classAt(sample);
    }

    /** The longest length of the quarter of samples that a sample is in. */
    private static IntUnaryOperator quarter(List<Integer> tokens) {
        int[] sorted = tokens.stream().mapToInt(length -> length).sorted().toArray();
        int[] ends = IntStream.rangeClosed(1, QUARTERS)
                .map(quarter -> sorted[Math.max(0, (int) Math.ceil((double) quarter * sorted.length / QUARTERS) - 1)])
                .toArray();
        return i -> IntStream.of(ends)
                .filter(end -> tokens.get(i) <= end)
                .findFirst()
                .orElseThrow();
    }

    /** How fast the curve of each row is at about the full model's score; none for a row without a curve. */
    List<List<MatchedSpeedup.Result>> matched(List<RunScore> full, Metric metric) {
        List<List<MatchedSpeedup.Result>> results = new ArrayList<>(Collections.nCopies(rows.size(), List.of()));
        if (!rows.get(0).method().fullModel()) {
            return results;
        }
        List<Integer> places = new ArrayList<>();
        List<MatchedSpeedup> curves = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            Optional<MatchedSpeedup> curve = curve(rows.get(row), full, metric);
            if (curve.isPresent()) {
                places.add(row);
                curves.add(curve.get());
            }
        }
        Bootstrap bootstrap = new Bootstrap(gold.size(), CURVE_ROUNDS, CHANCE);
        List<List<MatchedSpeedup.Result>> found = MatchedSpeedup.all(curves, LOSSES, bootstrap);
        for (int i = 0; i < found.size(); i++) {
            results.set(places.get(i), found.get(i));
        }
        return results;
    }

    private Optional<MatchedSpeedup> curve(StudiedRow row, List<RunScore> full, Metric metric) {
        List<List<MatchedSpeedup.Along>> seeds =
                row.runs().parallelStream().map(run -> along(run, metric)).toList();
        return seeds.stream().anyMatch(List::isEmpty)
                ? Optional.empty()
                : Optional.of(new MatchedSpeedup(task.backbone().layers(), full, seeds));
    }

    /** The points of a run's curve; none if there is no curve, or its exit layers do not say what ran. */
    private List<MatchedSpeedup.Along> along(RunRecord run, Metric metric) {
        if (skipsLayers(run)) {
            return List.of();
        }
        return new RunCell(runFolder, run.cell())
                .curve()
                .map(table -> table.points().stream()
                        .map(table::at)
                        .map(point -> new MatchedSpeedup.Along(RunScore.of(metric, gold, point::answer), point::layer))
                        .toList())
                .orElse(List.of());
    }

    /** Whether layers before the exit were left out, so that the exit layer alone does not say what ran. */
    private static boolean skipsLayers(RunRecord run) {
        return run.points().stream().anyMatch(point -> {
            long ran =
                    point.executedHistogram().stream().mapToLong(count -> count).sum();
            long exits = 0;
            for (int i = 0; i < point.exitHistogram().size(); i++) {
                exits += (i + 1L) * point.exitHistogram().get(i);
            }
            return ran != exits;
        });
    }

    /** The first samples with the first seed. */
    SampleViews views() {
        int shown = Math.min(MOST_VIEWED, gold.size());
        List<String> keys = List.copyOf(traces.keySet());
        List<SampleViews.Method> methods = new ArrayList<>();
        List<String> used = new ArrayList<>();
        for (StudiedRow row : rows) {
            Optional<String> key = Optional.of(row.runs().get(0))
                    .filter(ExitStudy::everyLayerTrained)
                    .flatMap(this::traceCell)
                    .map(RunCell::key)
                    .filter(keys::contains);
            key.filter(one -> !used.contains(one)).ifPresent(used::add);
            PointAnswers answers = row.at(0);
            methods.add(new SampleViews.Method(
                    row.label(),
                    row.point(),
                    key.map(used::indexOf).orElse(-1),
                    IntStream.range(0, shown).mapToObj(answers::layer).toList(),
                    IntStream.range(0, shown)
                            .mapToObj(i -> number(answers.answer(i)))
                            .toList()));
        }
        List<SampleViews.Model> models = used.stream()
                .flatMap(key -> Optional.ofNullable(traces.get(key)).stream())
                .map(trace -> new SampleViews.Model(trace.answers()))
                .toList();
        return new SampleViews(
                gold.size(),
                rows.get(0).samples().get(0).ids().subList(0, shown),
                IntStream.range(0, shown)
                        .mapToObj(i -> number(gold.numeric() ? gold.valueAt(i) : gold.classAt(i)))
                        .toList(),
                tokens(shown),
                models,
                methods);
    }

    private List<Integer> tokens(int shown) {
        return traces.values().stream()
                .findFirst()
                .map(trace -> trace.tokens().subList(0, shown))
                .orElse(List.of());
    }

    private static String text(Prediction prediction) {
        return prediction instanceof RegressionValue value
                ? String.format(Locale.ROOT, "%.2f", value.value())
                : Integer.toString(((ClassDistribution) prediction).argmax());
    }

    private String number(double value) {
        return gold.numeric() ? String.format(Locale.ROOT, "%.2f", value) : Integer.toString((int) value);
    }
}
