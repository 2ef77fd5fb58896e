package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.Spread;
import org.earlyexit.report.result.TaskColumn;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;

/** Every method on every task at every operating point, with its knobs and its three speed-ups. */
public final class OperatingPointTable {

    private OperatingPointTable() {}

    /** The table; its raw numbers have one row for each seed. */
    public static ReportTable of(RunResults results) {
        List<ColumnGroup> groups = List.of(
                new ColumnGroup(
                        "",
                        List.of(
                                ColumnHead.text("task"),
                                ColumnHead.text("method"),
                                ColumnHead.text("point"),
                                ColumnHead.text("knob"))),
                new ColumnGroup(
                        "",
                        List.of(
                                ColumnHead.number("score"),
                                ColumnHead.number("±"),
                                ColumnHead.number("exit layer"),
                                ColumnHead.number("×layers"),
                                ColumnHead.number("×MACs"),
                                ColumnHead.number("×clock"),
                                ColumnHead.number("clock/MACs"))));
        List<TableRow> rows = new ArrayList<>();
        results.tasks().forEach(task -> addRows(results, task, rows));
        return new ReportTable(
                data(results),
                new TableView(
                        "operating-points",
                        "Operating points",
                        "Every method at the points chosen on the calibration part, at its own setting (default) and at full depth,"
                                + " measured on the scored split. Scores × 100; ± is the standard deviation over seeds, or, for one seed, the standard error over"
                                + " samples; knobs are means over seeds; clock/MACs is the share of the counted speed-up that the"
                                + " clock saw; ~ stands before times from a busy machine.",
                        groups,
                        rows,
                        List.of()));
    }

    private static void addRows(RunResults results, TaskColumn task, List<TableRow> rows) {
        String taskName = task.name();
        for (MethodRow method : results.methods()) {
            String methodName = method.name();
            for (PointSummary point : results.points(task, method)) {
                rows.add(new TableRow(!rows.isEmpty() && !taskName.isEmpty(), cells(taskName, methodName, point)));
                taskName = "";
                methodName = "";
            }
        }
    }

    private static List<String> cells(String task, String method, PointSummary point) {
        return List.of(
                task,
                method,
                PlainText.of(point.name()),
                knobs(point),
                point.score().map(score -> Rounded.score(score.mean())).orElse("undef."),
                Rounded.score(point.score()
                        .map(Spread::deviation)
                        .filter(OptionalDouble::isPresent)
                        .orElse(point.standardError())),
                Rounded.ratio(point.meanExitLayer()),
                Rounded.ratio(point.speedupByLayers()),
                Rounded.ratio(point.speedupByMacs()),
                (point.noisy() ? "~" : "") + Rounded.ratio(point.speedupByClock()),
                Rounded.ratio(point.realised()));
    }

    private static String knobs(PointSummary point) {
        List<String> texts = new ArrayList<>();
        point.knobs().forEach((knob, value) -> texts.add(PlainText.of(knob) + "=" + Rounded.knob(value)));
        return String.join(", ", texts);
    }

    private static Table data(RunResults results) {
        Columns columns = new Columns("operating-points");
        for (TaskColumn task : results.tasks()) {
            for (MethodRow method : results.methods()) {
                for (RunRecord run : results.runs(task, method)) {
                    run.points().forEach(point -> add(columns, run, point));
                }
            }
        }
        return columns.table();
    }

    private static void add(Columns columns, RunRecord run, OperatingPoint point) {
        List<String> knobs = new ArrayList<>();
        point.knobs().forEach((knob, value) -> knobs.add(knob + "=" + value));
        String metric = run.task().mainMetric();
        Measured score = point.result(metric).orElseThrow();
        columns.text("task", run.task().displayName())
                .text("method", run.method().label())
                .text("seed", Long.toString(run.seed()))
                .text("point", point.name())
                .text("knobs", String.join(" ", knobs))
                .text("chosen_on", point.chosenOn())
                .number("calibration_cost", point.calibrationCost())
                .number("calibration_score", point.calibrationScore())
                .text("metric", metric)
                .number("score", score.value())
                .text("unit", score.unit())
                .whole("n", score.n())
                .number("standard_error", score.standardError())
                .number("hardness_correlation", number(point.hardnessCorrelation(), Measured::value))
                .number("hardness_correlation_error", number(point.hardnessCorrelation(), Measured::standardError))
                .number("mean_exit_layer", point.costs().meanExitLayer())
                .number("speedup_by_layers", point.costs().speedupByLayers())
                .number("saved_layer_fraction", point.costs().savedLayerFraction())
                .number("mean_macs", point.costs().meanMacs())
                .number("speedup_by_macs", point.costs().speedupByMacs())
                .number("mean_thop_macs", point.costs().meanThopMacs())
                .number("speedup_by_thop_macs", point.costs().speedupByThopMacs());
        addTiming(columns, point);
        columns.text("degenerate", point.degenerate()).text("note", score.note());
    }

    private static @Nullable Double number(@Nullable Measured measured, Function<Measured, @Nullable Double> part) {
        return measured == null ? null : part.apply(measured);
    }

    private static void addTiming(Columns columns, OperatingPoint point) {
        Timing timing = point.timing();
        columns.number("speedup_by_clock", timing == null ? null : timing.speedup())
                .number("clock_low", timing == null ? null : timing.speedupLow())
                .number("clock_high", timing == null ? null : timing.speedupHigh())
                .number("realised_over_theoretical", timing == null ? null : timing.realisedOverTheoretical())
                .text("clock_noisy", timing == null ? "" : Boolean.toString(timing.noisy()));
    }
}
