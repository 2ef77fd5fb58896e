package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** What each method scores at 25, 33, 50 and 75 % of the full model's cost, counted in three ways. */
public final class FixedCostTable {

    private static final List<Integer> COSTS = List.of(25, 33, 50, 75);
    private static final double PERCENT = 100;

    private FixedCostTable() {}

    /** The table; empty if no method has a curve. */
    public static Optional<ReportTable> of(RunResults results) {
        Columns data = new Columns("fixed-cost");
        List<TableRow> rows = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            String shownTask = task.head();
            for (MethodRow method : results.methods()) {
                List<RunRecord> runs = results.runs(task, method);
                if (!runs.isEmpty()
                        && runs.stream()
                                .allMatch(run ->
                                        Curves.of(run, Curves.Axis.LAYERS).isPresent())) {
                    rows.add(new TableRow(
                            !rows.isEmpty() && !shownTask.isEmpty(), cells(shownTask, task, method, runs, data)));
                    shownTask = "";
                }
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportTable(data.table(), view(rows)));
    }

    private static List<String> cells(
            String shownTask, TaskColumn task, MethodRow method, List<RunRecord> runs, Columns data) {
        List<String> cells = new ArrayList<>(List.of(shownTask, method.name()));
        for (Curves.Axis axis : Curves.Axis.values()) {
            for (int cost : COSTS) {
                OptionalDouble score = Curves.mean(runs, axis, curve -> curve.scoreAt(cost / PERCENT));
                cells.add(Rounded.score(score));
                data.text("task", task.name())
                        .text("metric", task.facts().mainMetric())
                        .text("split", task.facts().split())
                        .text("method", method.label())
                        .text("cost_by", axis.title())
                        .whole("cost_percent", cost)
                        .whole("seeds", runs.size())
                        .number("score", score);
            }
        }
        return cells;
    }

    private static TableView view(List<TableRow> rows) {
        List<ColumnGroup> groups = new ArrayList<>();
        groups.add(new ColumnGroup("", List.of(ColumnHead.text("task"), ColumnHead.text("method"))));
        for (Curves.Axis axis : Curves.Axis.values()) {
            groups.add(new ColumnGroup(
                    "by " + axis.title(),
                    COSTS.stream().map(cost -> ColumnHead.number(cost + " %")).toList()));
        }
        return new TableView(
                "fixed-cost",
                "Scores at fixed cost",
                "Main metric × 100 at a share of the full model's cost, mean over seeds: on the straight line between the two"
                        + " neighbouring knob values that were run, over the scored split; never beyond them. By the clock only"
                        + " operating points were timed. The main table's points were chosen on the calibration part instead.",
                groups,
                rows,
                List.of());
    }
}
