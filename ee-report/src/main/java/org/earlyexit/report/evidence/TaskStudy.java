package org.earlyexit.report.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earlyexit.bench.record.PointAnswers;
import org.earlyexit.bench.stats.AlmostStochasticOrder;
import org.earlyexit.bench.stats.Bootstrap;
import org.earlyexit.bench.stats.DetectableEffect;
import org.earlyexit.bench.stats.MatchedSpeedup;
import org.earlyexit.bench.stats.McNemar;
import org.earlyexit.bench.stats.PairedDifference;
import org.earlyexit.bench.stats.PermutationTest;
import org.earlyexit.bench.stats.Resampled;
import org.earlyexit.bench.stats.RunScore;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** One task's samples while they are held in memory: pairs its rows and asks each of them about its exits. */
final class TaskStudy {

    /** How many times samples are drawn or exchanged; the captions say so. */
    static final int ROUNDS = 10_000;

    private static final long CHANCE = 20240229;
    private static final int SEEDS_FOR_ORDER = 3;

    private final TaskColumn task;
    private final List<StudiedRow> rows;
    private final Labels gold;
    private final Metric metric;
    private final Path runFolder;
    private final Map<String, List<RunScore>> scores = new HashMap<>();
    private final Map<String, Resampled> resampled = new HashMap<>();

    private TaskStudy(TaskColumn task, List<StudiedRow> rows, Path runFolder) {
        this.task = task;
        this.rows = List.copyOf(rows);
        this.gold = rows.get(0).samples().get(0).gold();
        this.metric = Metric.of(task.facts().mainMetric());
        this.runFolder = runFolder;
        rows.forEach(row -> rows.get(0).requireSameSamples(row));
        resample();
    }

    /** The study of the full model and all compared rows whose samples are there; empty if no two are. */
    static Optional<TaskStudy> of(RunResults results, TaskColumn task, Path runFolder) {
        List<MethodRow> shown = Stream.concat(
                        results.fullModel().stream(), results.methods().stream().filter(method -> !method.reference()))
                .toList();
        List<StudiedRow> rows = shown.parallelStream()
                .flatMap(method -> StudiedRow.of(method, results.runs(task, method), runFolder).stream())
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new TaskStudy(task, rows, runFolder));
    }

    TaskEvidence evidence() {
        ExitStudy exits = new ExitStudy(task, rows, gold, runFolder);
        List<List<MatchedSpeedup.Result>> matched = exits.matched(scores(rows.get(0)), metric);
        List<MethodEvidence> methods = new ArrayList<>();
        for (StudiedRow row : rows) {
            methods.add(exits.of(row, resampled(row).interval(), matched.get(methods.size())));
        }
        return new TaskEvidence(comparisons(), methods, agreement(), exits.views());
    }

    private void resample() {
        List<RunScore> all = new ArrayList<>();
        for (StudiedRow row : rows) {
            List<RunScore> ofRow = row.scores(metric, gold);
            scores.put(row.label(), ofRow);
            all.addAll(ofRow);
        }
        double[][] drawn = new Bootstrap(gold.size(), ROUNDS, CHANCE).scores(all);
        int next = 0;
        for (StudiedRow row : rows) {
            List<RunScore> ofRow = scores(row);
            double[][] ofSeeds = java.util.Arrays.copyOfRange(drawn, next, next + ofRow.size());
            resampled.put(
                    row.label(),
                    new Resampled(ofRow.stream().mapToDouble(RunScore::score).toArray(), ofSeeds));
            next += ofRow.size();
        }
    }

    private List<RunScore> scores(StudiedRow row) {
        return scores.getOrDefault(row.label(), List.of());
    }

    private Resampled resampled(StudiedRow row) {
        Resampled known = resampled.get(row.label());
        if (known == null) {
            throw new IllegalStateException("every row must have been resampled, was not: " + row.label());
        }
        return known;
    }

    private List<Comparison> comparisons() {
        List<PermutationTest.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            for (int j = i + 1; j < rows.size(); j++) {
                if (rows.get(i).seeds().equals(rows.get(j).seeds())) {
                    pairs.add(new PermutationTest.Pair(i, j));
                }
            }
        }
        double[] pValues =
                PermutationTest.pValues(rows.stream().map(this::scores).toList(), pairs, ROUNDS, CHANCE);
        return IntStream.range(0, pairs.size())
                .parallel()
                .mapToObj(pair -> comparison(
                        rows.get(pairs.get(pair).first()),
                        rows.get(pairs.get(pair).second()),
                        pValues[pair]))
                .toList();
    }

    private Comparison comparison(StudiedRow first, StudiedRow second, double pValue) {
        Optional<McNemar> exact = gold.numeric()
                ? Optional.empty()
                : Optional.of(McNemar.of(gold.size(), right(first.at(0)), right(second.at(0))));
        return new Comparison(
                first.label(),
                second.label(),
                PairedDifference.of(resampled(first), resampled(second), CHANCE),
                exact,
                pValue,
                order(first, second),
                exact.isPresent()
                        ? OptionalDouble.of(DetectableEffect.of(
                                gold.size(),
                                (double) (exact.get().onlyFirst() + exact.get().onlySecond()) / gold.size()))
                        : OptionalDouble.empty());
    }

    private java.util.function.IntPredicate right(PointAnswers answers) {
        return i -> answers.answer(i) == gold.classAt(i);
    }

    private OptionalDouble order(StudiedRow first, StudiedRow second) {
        if (first.runs().size() < SEEDS_FOR_ORDER) {
            return OptionalDouble.empty();
        }
        double[] ofFirst = scores(first).stream().mapToDouble(RunScore::score).toArray();
        double[] ofSecond = scores(second).stream().mapToDouble(RunScore::score).toArray();
        return OptionalDouble.of(AlmostStochasticOrder.bound(ofFirst, ofSecond, ROUNDS / 10, CHANCE));
    }

    private List<List<Double>> agreement() {
        if (gold.numeric()) {
            return List.of();
        }
        return rows.parallelStream()
                .map(first ->
                        rows.stream().map(second -> agreement(first, second)).toList())
                .toList();
    }

    private double agreement(StudiedRow first, StudiedRow second) {
        int runs = Math.min(first.runs().size(), second.runs().size());
        long same = 0;
        for (int run = 0; run < runs; run++) {
            PointAnswers one = first.at(run);
            PointAnswers other = second.at(run);
            for (int i = 0; i < gold.size(); i++) {
                same += one.answer(i) == other.answer(i) ? 1 : 0;
            }
        }
        return (double) same / ((long) runs * gold.size());
    }
}
