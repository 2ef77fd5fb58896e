package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.stats.Holm;
import org.earlyexit.report.evidence.Comparison;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.Spread;
import org.earlyexit.report.result.TaskColumn;

/**
 * Which differences in the main table survive a paired permutation test at 5 %, corrected by Holm over the tasks: the
 * best method of a column against the second, the second against the third, and each method against the full model.
 */
final class Significance {

    private static final double LEVEL = 0.05;
    private static final String ABOVE = "▲";
    private static final String BELOW = "▼";

    private final RunResults results;
    private final Evidence evidence;
    private final Map<String, Emphasis> emphases = new HashMap<>();
    private final Map<String, String> againstFull = new HashMap<>();

    Significance(RunResults results, Evidence evidence) {
        this.results = results;
        this.evidence = evidence;
        for (int rank = 0; rank < 2; rank++) {
            emphasise(rank);
        }
        results.fullModel()
                .ifPresent(full -> results.methods().stream()
                        .filter(method -> !method.reference())
                        .forEach(method -> setAgainst(full, method)));
    }

    /** Whether any test could be made. */
    boolean isKnown() {
        return !evidence.isEmpty();
    }

    Emphasis emphasis(TaskColumn task, MethodRow method) {
        return emphases.getOrDefault(key(task, method), Emphasis.NONE);
    }

    /** The sign of a difference from the full model that survives; empty if none does. */
    String againstFull(TaskColumn task, MethodRow method) {
        return againstFull.getOrDefault(key(task, method), "");
    }

    private void emphasise(int rank) {
        List<TaskColumn> tasks = new ArrayList<>();
        List<MethodRow> winners = new ArrayList<>();
        List<Double> pValues = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            List<MethodRow> ranked = ranked(task);
            Optional<Comparison> pair = ranked.size() < rank + 2
                    ? Optional.empty()
                    : compared(task, ranked.get(rank), ranked.get(rank + 1));
            pair.filter(comparison -> comparison.difference().mean() > 0).ifPresent(comparison -> {
                tasks.add(task);
                winners.add(ranked.get(rank));
                pValues.add(comparison.pValue());
            });
        }
        List<Double> adjusted = Holm.adjusted(pValues);
        for (int i = 0; i < tasks.size(); i++) {
            if (adjusted.get(i) < LEVEL) {
                emphases.put(key(tasks.get(i), winners.get(i)), rank == 0 ? Emphasis.BEST : Emphasis.SECOND);
            }
        }
    }

    private void setAgainst(MethodRow full, MethodRow method) {
        List<TaskColumn> tasks = new ArrayList<>();
        List<Comparison> pairs = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            compared(task, method, full).ifPresent(pair -> {
                tasks.add(task);
                pairs.add(pair);
            });
        }
        List<Double> adjusted =
                Holm.adjusted(pairs.stream().map(Comparison::pValue).toList());
        for (int i = 0; i < tasks.size(); i++) {
            if (adjusted.get(i) < LEVEL) {
                againstFull.put(
                        key(tasks.get(i), method), pairs.get(i).difference().mean() > 0 ? ABOVE : BELOW);
            }
        }
    }

    private List<MethodRow> ranked(TaskColumn task) {
        Comparator<MethodRow> byScore = Comparator.comparingDouble(method -> score(task, method));
        return results.methods().stream()
                .filter(method -> !method.reference())
                .filter(method -> !Double.isNaN(score(task, method)))
                .sorted(byScore.reversed())
                .toList();
    }

    private double score(TaskColumn task, MethodRow method) {
        return results.shown(task, method)
                .flatMap(PointSummary::score)
                .map(Spread::mean)
                .orElse(Double.NaN);
    }

    private Optional<Comparison> compared(TaskColumn task, MethodRow first, MethodRow second) {
        return evidence.of(task).flatMap(known -> known.comparison(first.label(), second.label()));
    }

    private static String key(TaskColumn task, MethodRow method) {
        return task.id() + "\n" + method.label();
    }
}
