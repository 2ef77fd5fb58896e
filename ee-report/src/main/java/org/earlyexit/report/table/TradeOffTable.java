package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.stats.TradeOff;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** Whole curves in a number each: the area above fixed layers, the hypervolume, and who is on the Pareto front. */
public final class TradeOffTable {

    private TradeOffTable() {}

    /** The table; empty if no method has a curve. */
    public static Optional<ReportTable> of(RunResults results) {
        Columns data = new Columns("trade-off");
        List<TableRow> rows = new ArrayList<>();
        for (TaskColumn task : results.tasks()) {
            List<TradeOff.Point> front = front(results, task);
            String shownTask = task.head();
            for (MethodRow method : results.methods()) {
                List<RunRecord> runs = results.runs(task, method);
                if (!method.reference() && !runs.isEmpty()) {
                    OptionalDouble above = above(results, task, runs);
                    List<TradeOff.Point> points =
                            Curves.points(results.points(task, method), PointSummary::speedupByMacs);
                    OptionalDouble volume = volume(results, task, points);
                    long best = points.stream().filter(front::contains).count();
                    rows.add(new TableRow(
                            !rows.isEmpty() && !shownTask.isEmpty(),
                            List.of(
                                    shownTask,
                                    method.name(),
                                    Rounded.score(above),
                                    Rounded.score(volume),
                                    best + " of " + points.size())));
                    shownTask = "";
                    data.text("task", task.name())
                            .text("metric", task.facts().mainMetric())
                            .text("method", method.label())
                            .whole("seeds", runs.size())
                            .number("above_fixed_layers", above)
                            .number("hypervolume", volume)
                            .whole("points", points.size())
                            .whole("points_on_front", (int) best);
                }
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportTable(data.table(), view(rows)));
    }

    /** The mean gap to leaving at a fixed layer, seed by seed. */
    private static OptionalDouble above(RunResults results, TaskColumn task, List<RunRecord> runs) {
        double sum = 0;
        for (RunRecord run : runs) {
            Optional<TradeOff> fixed = results.methods().stream()
                    .filter(method -> method.facts().id().startsWith("fixed"))
                    .flatMap(method -> results.runs(task, method).stream())
                    .filter(other -> other.seed() == run.seed())
                    .findFirst()
                    .flatMap(other -> Curves.of(other, Curves.Axis.MACS));
            Optional<TradeOff> own = Curves.of(run, Curves.Axis.MACS);
            if (fixed.isEmpty() || own.isEmpty()) {
                return OptionalDouble.empty();
            }
            OptionalDouble above = own.get().above(fixed.get());
            if (above.isEmpty()) {
                return above;
            }
            sum += above.getAsDouble();
        }
        return OptionalDouble.of(sum / runs.size());
    }

    private static OptionalDouble volume(RunResults results, TaskColumn task, List<TradeOff.Point> points) {
        return results.methods().stream()
                .filter(method -> method.facts().id().startsWith("majority"))
                .flatMap(method -> results.shown(task, method).stream())
                .flatMap(point -> point.score().stream())
                .findFirst()
                .map(floor -> OptionalDouble.of(TradeOff.hypervolume(points, floor.mean())))
                .orElse(OptionalDouble.empty());
    }

    private static List<TradeOff.Point> front(RunResults results, TaskColumn task) {
        return TradeOff.front(results.methods().stream()
                .filter(method -> !method.reference())
                .flatMap(method -> Curves.points(results.points(task, method), PointSummary::speedupByMacs).stream())
                .toList());
    }

    private static TableView view(List<TableRow> rows) {
        List<ColumnGroup> groups = List.of(
                new ColumnGroup("", List.of(ColumnHead.text("task"), ColumnHead.text("method"))),
                new ColumnGroup(
                        "",
                        List.of(
                                ColumnHead.number("above fixed layers"),
                                ColumnHead.number("hypervolume"),
                                ColumnHead.number("on the front"))));
        return new TableView(
                "trade-off",
                "Whole curves",
                "By multiply-accumulates, × 100. Above fixed layers: the area between the method's curve and that of leaving at a"
                        + " fixed layer, over the costs that both reach, divided by that width. Hypervolume: the area that the"
                        + " operating points dominate above the majority class and speed-up 1. On the front: operating points that"
                        + " no method's point beats in score and cost.",
                groups,
                rows,
                List.of());
    }
}
