package org.earlyexit.report.table;

import java.util.OptionalDouble;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.Spread;
import org.earlyexit.report.result.TaskColumn;
import tech.tablesaw.api.Table;

/** The raw numbers behind the main table, one row for each task and method that was run. */
final class MainData {

    private MainData() {}

    static Table of(RunResults results) {
        Columns columns = new Columns("main");
        for (TaskColumn task : results.tasks()) {
            for (MethodRow method : results.methods()) {
                results.shown(task, method).ifPresent(point -> add(columns, task, method, point));
            }
        }
        return columns.table();
    }

    private static void add(Columns columns, TaskColumn task, MethodRow method, PointSummary point) {
        columns.text("task", task.name())
                .text("metric", task.facts().mainMetric())
                .text("split", task.facts().split())
                .whole("n", task.facts().devSamples())
                .text("backbone", task.backbone().id())
                .text("method", method.label())
                .text("reference", Boolean.toString(method.reference()))
                .text("unattainable", Boolean.toString(method.facts().unattainable()))
                .text("point", point.name())
                .whole("seeds", point.seeds())
                .number("score", point.score().map(Spread::mean).orElse(null))
                .number("score_sd", point.score().map(Spread::deviation).orElse(OptionalDouble.empty()))
                .number("score_se", point.standardError())
                .number("mean_exit_layer", point.meanExitLayer())
                .number("speedup_by_layers", point.speedupByLayers())
                .number("speedup_by_macs", point.speedupByMacs())
                .number("speedup_by_clock", point.speedupByClock())
                .text("degenerate", point.degenerate())
                .text("note", point.note());
    }
}
