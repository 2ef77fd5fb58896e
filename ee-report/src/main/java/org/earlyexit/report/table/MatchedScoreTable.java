package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.stats.MatchedSpeedup;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.evidence.MethodEvidence;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** How fast each method is while it stays within 0, 1 and 2 % of the full model's score. */
public final class MatchedScoreTable {

    private static final List<Double> LOSSES = List.of(0.0, 0.01, 0.02);
    private static final String NONE = "none";

    private MatchedScoreTable() {}

    /** The table; empty if there is no full model or no curve. */
    public static Optional<ReportTable> of(RunResults results, Evidence evidence) {
        Columns data = new Columns("matched-score");
        List<TableRow> rows = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            OptionalDouble full = Curves.fullScore(results, task);
            String shownTask = task.head();
            for (MethodRow method : results.methods()) {
                List<RunRecord> runs = results.runs(task, method);
                boolean drawn = !runs.isEmpty()
                        && !method.reference()
                        && runs.stream()
                                .allMatch(run ->
                                        Curves.of(run, Curves.Axis.LAYERS).isPresent());
                if (drawn && full.isPresent()) {
                    List<String> cells = new ArrayList<>(List.of(shownTask, method.name()));
                    List<MatchedSpeedup.Result> intervals = evidence.of(task)
                            .flatMap(known -> known.method(method.label()))
                            .map(MethodEvidence::matched)
                            .orElse(List.of());
                    for (int i = 0; i < LOSSES.size(); i++) {
                        addCells(cells, runs, full.getAsDouble(), i, intervals);
                        add(data, task, method, runs, full.getAsDouble(), i, intervals);
                    }
                    rows.add(new TableRow(!rows.isEmpty() && !shownTask.isEmpty(), cells));
                    shownTask = "";
                }
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportTable(data.table(), view(rows)));
    }

    private static void addCells(
            List<String> cells, List<RunRecord> runs, double full, int loss, List<MatchedSpeedup.Result> intervals) {
        for (Curves.Axis axis : Curves.Axis.values()) {
            OptionalDouble speedup = speedup(runs, axis, full, LOSSES.get(loss));
            boolean timed = runs.stream().allMatch(run -> Curves.of(run, axis).isPresent());
            cells.add(speedup.isPresent() ? Rounded.ratio(speedup) : timed ? NONE : Rounded.MISSING);
            if (axis == Curves.Axis.LAYERS) {
                cells.add(intervals.isEmpty() ? Rounded.MISSING : interval(intervals.get(loss)));
            }
        }
    }

    private static String interval(MatchedSpeedup.Result result) {
        String low = result.interval().low() == 0
                ? NONE
                : Rounded.ratio(result.interval().low());
        String high = result.interval().high() == 0
                ? NONE
                : Rounded.ratio(result.interval().high());
        return "[" + low + ", " + high + "]";
    }

    private static OptionalDouble speedup(List<RunRecord> runs, Curves.Axis axis, double full, double loss) {
        return Curves.mean(runs, axis, curve -> curve.speedupAtScore(full - loss * Math.abs(full)));
    }

    private static void add(
            Columns data,
            TaskColumn task,
            MethodRow method,
            List<RunRecord> runs,
            double full,
            int loss,
            List<MatchedSpeedup.Result> intervals) {
        data.text("task", task.name())
                .text("metric", task.facts().mainMetric())
                .text("split", task.facts().split())
                .text("method", method.label())
                .number("loss", LOSSES.get(loss))
                .number("full_score", full)
                .whole("seeds", runs.size());
        for (Curves.Axis axis : Curves.Axis.values()) {
            data.number(
                    "speedup_by_" + axis.title().toLowerCase(java.util.Locale.ROOT),
                    speedup(runs, axis, full, LOSSES.get(loss)));
        }
        data.number(
                        "low",
                        intervals.isEmpty()
                                ? null
                                : (Double) intervals.get(loss).interval().low())
                .number(
                        "high",
                        intervals.isEmpty()
                                ? null
                                : (Double) intervals.get(loss).interval().high());
    }

    private static TableView view(List<TableRow> rows) {
        List<ColumnGroup> groups = new ArrayList<>();
        groups.add(new ColumnGroup("", List.of(ColumnHead.text("task"), ColumnHead.text("method"))));
        for (double loss : LOSSES) {
            groups.add(new ColumnGroup(
                    "within %d %%".formatted(Math.round(100 * loss)),
                    List.of(
                            ColumnHead.number("×layers"),
                            ColumnHead.number("95 %"),
                            ColumnHead.number("×MACs"),
                            ColumnHead.number("×clock"))));
        }
        return new TableView(
                "matched-score",
                "Speed-ups at matched score",
                "The largest speed-up whose score is within 0, 1 and 2 % of the full model's, on the straight line between the"
                        + " knob values that were run, mean over seeds; none: no point of the curve scores as much. Intervals are"
                        + " percentiles of 1000 resamples of the scored samples, in which the full model's score and the"
                        + " curve, thinned to 32 points, are taken anew. By the clock only operating points were timed.",
                groups,
                rows,
                List.of());
    }
}
