package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.stats.Holm;
import org.earlyexit.bench.stats.Interval;
import org.earlyexit.bench.stats.McNemar;
import org.earlyexit.report.evidence.Comparison;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** Every pair of methods on every task: the difference, both its variances, and whether it survives a test. */
public final class ComparisonTable {

    private ComparisonTable() {}

    /** The table; empty if the samples are not there. */
    public static Optional<ReportTable> of(RunResults results, Evidence evidence) {
        if (evidence.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        results.methods().forEach(method -> names.put(method.label(), method.name()));
        Columns data = new Columns("comparisons");
        List<TableRow> rows = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            List<Comparison> pairs =
                    evidence.of(task).map(known -> known.comparisons()).orElse(List.of());
            for (int i = 0; i < pairs.size(); i++) {
                Comparison pair = pairs.get(i);
                double corrected = corrected(results, evidence, task, pair);
                rows.add(new TableRow(i == 0 && !rows.isEmpty(), cells(task, names, pair, corrected)));
                add(data, task, pair, corrected);
            }
        }
        return Optional.of(new ReportTable(data.table(), view(rows)));
    }

    /** Holm over the tasks on which the two were compared. */
    private static double corrected(RunResults results, Evidence evidence, TaskColumn task, Comparison pair) {
        List<Double> pValues = new ArrayList<>();
        int place = 0;
        for (TaskColumn other : results.tasks()) {
            Optional<Comparison> there =
                    evidence.of(other).flatMap(known -> known.comparison(pair.first(), pair.second()));
            if (other.id().equals(task.id())) {
                place = pValues.size();
            }
            there.ifPresent(comparison -> pValues.add(comparison.pValue()));
        }
        return Holm.adjusted(pValues).get(place);
    }

    private static TableView view(List<TableRow> rows) {
        List<ColumnGroup> groups = List.of(
                new ColumnGroup(
                        "", List.of(ColumnHead.text("task"), ColumnHead.text("first"), ColumnHead.text("second"))),
                new ColumnGroup(
                        "",
                        List.of(
                                ColumnHead.number("difference"),
                                ColumnHead.number("95 % over samples"),
                                ColumnHead.number("95 % over both"),
                                ColumnHead.number("sd seeds"),
                                ColumnHead.number("wins/losses"),
                                ColumnHead.number("McNemar p"),
                                ColumnHead.number("p"),
                                ColumnHead.number("p Holm"),
                                ColumnHead.number("ASO"),
                                ColumnHead.number("detectable"))));
        return new TableView(
                "comparisons",
                "Pairs of methods",
                "The first method's score less the second's, × 100, at the points of the main table, mean over seeds. Intervals"
                        + " are percentiles of 10000 paired resamples of the scored samples, and of samples and seeds together; sd"
                        + " seeds is the deviation of the difference over seeds. Wins and losses are samples that only one of the"
                        + " two got right, first seed, with McNemar's exact p. p is of 10000 paired permutations over all seeds;"
                        + " p Holm is corrected over the tasks. ASO is the bound of almost stochastic order over at least three"
                        + " seeds: below 0.5 the first is better. Detectable is the smallest difference in accuracy that the split"
                        + " would show in 80 % of cases.",
                groups,
                rows,
                List.of());
    }

    private static List<String> cells(TaskColumn task, Map<String, String> names, Comparison pair, double corrected) {
        return List.of(
                task.name(),
                names.getOrDefault(pair.first(), ""),
                names.getOrDefault(pair.second(), ""),
                Rounded.score(pair.difference().mean()),
                interval(pair.difference().overSamples()),
                interval(pair.difference().overBoth()),
                pair.difference().seeds() == 1
                        ? Rounded.MISSING
                        : Rounded.score(pair.difference().seedDeviation()),
                pair.exact()
                        .map(test -> test.onlyFirst() + "/" + test.onlySecond())
                        .orElse(Rounded.MISSING),
                pair.exact().map(test -> Rounded.pValue(test.pValue())).orElse(Rounded.MISSING),
                Rounded.pValue(pair.pValue()),
                Rounded.pValue(corrected),
                Rounded.ratio(pair.order()),
                Rounded.score(pair.detectable()));
    }

    private static String interval(Interval interval) {
        return "[" + Rounded.score(interval.low()) + ", " + Rounded.score(interval.high()) + "]";
    }

    private static void add(Columns columns, TaskColumn task, Comparison pair, double corrected) {
        columns.text("task", task.name())
                .text("metric", task.facts().mainMetric())
                .whole("n", task.facts().devSamples())
                .text("first", pair.first())
                .text("second", pair.second())
                .whole("seeds", pair.difference().seeds())
                .number("difference", pair.difference().mean())
                .number("low_over_samples", pair.difference().overSamples().low())
                .number("high_over_samples", pair.difference().overSamples().high())
                .number("sd_over_samples", pair.difference().sampleDeviation())
                .number("low_over_both", pair.difference().overBoth().low())
                .number("high_over_both", pair.difference().overBoth().high())
                .number(
                        "sd_over_seeds",
                        pair.difference().seeds() == 1
                                ? null
                                : (Double) pair.difference().seedDeviation())
                .number(
                        "wins",
                        pair.exact().map(test -> (double) test.onlyFirst()).orElse(null))
                .number(
                        "losses",
                        pair.exact().map(test -> (double) test.onlySecond()).orElse(null))
                .number("p_mcnemar", pair.exact().map(McNemar::pValue).orElse(null))
                .number("p_permutation", pair.pValue())
                .number("p_holm", corrected)
                .number("aso", pair.order())
                .number("detectable", pair.detectable());
    }
}
