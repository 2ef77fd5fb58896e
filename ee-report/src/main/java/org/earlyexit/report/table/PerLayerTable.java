package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** What each internal classifier would score if every sample left there. */
public final class PerLayerTable {

    private PerLayerTable() {}

    /** The table, if any method has internal classifiers that were scored. */
    public static Optional<ReportTable> of(RunResults results) {
        int layers = results.runs().stream()
                .mapToInt(run -> run.perLayer().size())
                .max()
                .orElse(0);
        if (layers == 0) {
            return Optional.empty();
        }
        List<ColumnGroup> groups = new ArrayList<>();
        groups.add(new ColumnGroup("", List.of(ColumnHead.text("task"), ColumnHead.text("method"))));
        for (int layer = 1; layer <= layers; layer++) {
            groups.add(new ColumnGroup("", List.of(ColumnHead.number(String.format(Locale.ROOT, "%d", layer)))));
        }
        Columns data = new Columns("per-layer");
        List<TableRow> rows = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            addRows(results, task, layers, rows, data);
        }
        return Optional.of(new ReportTable(
                data.table(),
                new TableView(
                        "per-layer",
                        "Score of each layer",
                        "Main metric × 100 on the scored split if every sample left at that layer, mean over seeds.",
                        groups,
                        rows,
                        List.of())));
    }

    private static void addRows(RunResults results, TaskColumn task, int layers, List<TableRow> rows, Columns data) {
        String taskName = task.head();
        for (MethodRow method : results.methods()) {
            List<RunRecord> runs = results.runs(task, method).stream()
                    .filter(run -> !run.perLayer().isEmpty())
                    .toList();
            if (runs.isEmpty()) {
                continue;
            }
            runs.forEach(run -> addData(data, run));
            List<String> cells = new ArrayList<>(List.of(taskName, method.name()));
            for (int layer = 1; layer <= layers; layer++) {
                cells.add(mean(runs, layer));
            }
            rows.add(new TableRow(!rows.isEmpty() && !taskName.isEmpty(), cells));
            taskName = "";
        }
    }

    private static String mean(List<RunRecord> runs, int layer) {
        List<Double> values = new ArrayList<>();
        for (RunRecord run : runs) {
            if (layer <= run.perLayer().size()) {
                run.perLayer().get(layer - 1).number().ifPresent(values::add);
            }
        }
        return values.size() < runs.size()
                ? Rounded.MISSING
                : Rounded.score(values.stream().mapToDouble(Double::doubleValue).average());
    }

    private static void addData(Columns data, RunRecord run) {
        for (int i = 0; i < run.perLayer().size(); i++) {
            Measured score = run.perLayer().get(i);
            data.text("task", run.task().displayName())
                    .text("method", run.method().label())
                    .text("seed", Long.toString(run.seed()))
                    .text("metric", run.task().mainMetric())
                    .whole("layer", i + 1)
                    .number("score", score.value())
                    .whole("n", score.n())
                    .number("standard_error", score.standardError());
        }
    }
}
