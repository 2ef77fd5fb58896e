package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.earlyexit.bench.stats.CalibrationError;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.evidence.LayerKnowledge;
import org.earlyexit.report.evidence.MethodEvidence;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** How far the probabilities of each internal classifier, and of the answers given, are from the truth. */
public final class CalibrationTable {

    private CalibrationTable() {}

    /** The table; empty if the samples are not there. */
    public static Optional<ReportTable> of(RunResults results, Evidence evidence) {
        int layers = results.tasks().stream()
                .mapToInt(task -> task.backbone().layers())
                .max()
                .orElse(0);
        Columns data = new Columns("calibration");
        List<TableRow> rows = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            String shownTask = task.head();
            for (MethodRow method : results.methods()) {
                Optional<MethodEvidence> known = evidence.of(task).flatMap(ofTask -> ofTask.method(method.label()));
                if (known.flatMap(MethodEvidence::atExit).isPresent()) {
                    rows.add(new TableRow(
                            !rows.isEmpty() && !shownTask.isEmpty(),
                            cells(shownTask, task, method, known.get(), layers, data)));
                    shownTask = "";
                }
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportTable(data.table(), view(rows, layers)));
    }

    private static List<String> cells(
            String shownTask, TaskColumn task, MethodRow method, MethodEvidence known, int layers, Columns data) {
        OptionalDouble atExit = known.atExit()
                .map(CalibrationError::value)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
        OptionalDouble overthinking = known.layers()
                .map(LayerKnowledge::overthinking)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
        List<String> cells =
                new ArrayList<>(List.of(shownTask, method.name(), Rounded.score(overthinking), Rounded.score(atExit)));
        List<Double> errors =
                known.layers().map(LayerKnowledge::calibrationError).orElse(List.of());
        for (int layer = 1; layer <= layers; layer++) {
            OptionalDouble error =
                    layer <= errors.size() ? OptionalDouble.of(errors.get(layer - 1)) : OptionalDouble.empty();
            cells.add(Rounded.score(error));
            data.text("task", task.name())
                    .text("method", method.label())
                    .number("overthinking", overthinking)
                    .number("error_at_exit", atExit)
                    .whole("layer", layer)
                    .number("error_of_layer", error);
        }
        return cells;
    }

    private static TableView view(List<TableRow> rows, int layers) {
        List<ColumnGroup> groups = new ArrayList<>();
        groups.add(new ColumnGroup("", List.of(ColumnHead.text("task"), ColumnHead.text("method"))));
        groups.add(new ColumnGroup("", List.of(ColumnHead.number("overthinking"), ColumnHead.number("at exit"))));
        for (int layer = 1; layer <= layers; layer++) {
            groups.add(new ColumnGroup("", List.of(ColumnHead.number(String.format(Locale.ROOT, "%d", layer)))));
        }
        return new TableView(
                "calibration",
                "Calibration and overthinking",
                "Expected calibration error × 100 with 15 bins of equal width, of the answers at their exits (the points of the main"
                        + " table) and of every layer's classifier on all scored samples. Overthinking: the share of samples, × 100,"
                        + " that some layer answered right and the last one does not. Mean over seeds.",
                groups,
                rows,
                List.of());
    }
}
