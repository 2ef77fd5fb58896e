package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** What others published on the run's tasks, in a table of its own, and how far our figures are from it. */
public final class PublishedTable {

    private PublishedTable() {}

    /** The table; empty if nothing was published on these tasks. */
    public static Optional<ReportTable> of(RunResults results) {
        Columns data = new Columns("published");
        List<TableRow> rows = new ArrayList<>();
        List<PublishedRow> published = PublishedRow.all();
        for (TaskColumn task : results.tasks()) {
            boolean first = true;
            for (PublishedRow row : published) {
                if (row.task().equals(task.name())) {
                    Optional<Ours> ours = ours(results, task, row);
                    rows.add(new TableRow(first && !rows.isEmpty(), cells(row, ours)));
                    add(data, row, ours);
                    first = false;
                }
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ReportTable(data.table(), view(rows)));
    }

    /**
     * Our figure for the same method, task and metric, at the operating point whose speed-up is nearest.
     *
     * @param score ours
     * @param speedup ours, by layers
     * @param differs what else differs
     */
    private record Ours(double score, double speedup, String differs) {}

    private static Optional<Ours> ours(RunResults results, TaskColumn task, PublishedRow row) {
        return results.methods().stream()
                .filter(method -> row.isOf(method.facts().displayName())
                        || row.isOf(method.label())
                        || (method.fullModel() && row.isOf(row.backbone())))
                .findFirst()
                .filter(method -> row.score().isPresent())
                .flatMap(method -> nearest(results, task, method, row));
    }

    private static Optional<Ours> nearest(RunResults results, TaskColumn task, MethodRow method, PublishedRow row) {
        OptionalDouble ratio = row.ratio();
        return results.points(task, method).stream()
                .filter(point -> ratio.isPresent())
                .min(Comparator.comparingDouble(point -> Math.abs(point.speedupByLayers() - ratio.getAsDouble())))
                .flatMap(point -> score(point, row.metricId())
                        .map(score -> new Ours(score, point.speedupByLayers(), differs(task, row))));
    }

    private static Optional<Double> score(PointSummary point, String metric) {
        List<Double> scores = point.points().stream()
                .flatMap(one -> one.result(metric).flatMap(Measured::number).stream())
                .toList();
        return scores.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        scores.stream().mapToDouble(score -> score).average().orElseThrow());
    }

    private static String differs(TaskColumn task, PublishedRow row) {
        List<String> differs = new ArrayList<>();
        if (!row.split().equals(task.facts().split())) {
            differs.add("split");
        }
        if (!row.backbone().equalsIgnoreCase(task.backbone().id())) {
            differs.add("backbone");
        }
        return String.join(", ", differs);
    }

    private static List<String> cells(PublishedRow row, Optional<Ours> ours) {
        return List.of(
                PlainText.of(row.task()),
                PlainText.of(row.method()),
                PlainText.of(row.paper() + ", " + row.place()),
                PlainText.of(row.backbone()),
                PlainText.of(row.split()),
                PlainText.of(row.metric()),
                PlainText.of(row.value()),
                PlainText.of(row.speedup()),
                ours.map(one -> Rounded.score(one.score())).orElse(Rounded.MISSING),
                ours.map(one -> Rounded.ratio(one.speedup())).orElse(Rounded.MISSING),
                ours.map(one -> Rounded.score(one.score() - row.score().orElse(0)))
                        .orElse(Rounded.MISSING),
                ours.map(Ours::differs).orElse(""),
                PlainText.of(
                        row.unverified().isEmpty()
                                ? row.note()
                                : row.unverified() + (row.note().isEmpty() ? "" : "; " + row.note())));
    }

    private static void add(Columns data, PublishedRow row, Optional<Ours> ours) {
        data.text("task", row.task())
                .text("method", row.method())
                .text("paper", row.paper())
                .text("place", row.place())
                .text("backbone", row.backbone())
                .text("split", row.split())
                .text("metric", row.metric())
                .text("published", row.value())
                .text("speedup", row.speedup())
                .number("ours", ours.map(Ours::score).orElse(null))
                .number("our_speedup_by_layers", ours.map(Ours::speedup).orElse(null))
                .number(
                        "deviation",
                        ours.map(one -> one.score() - row.score().orElse(0)).orElse(null))
                .text("differs_in", ours.map(Ours::differs).orElse(""))
                .text("unverified", row.unverified())
                .text("note", row.note());
    }

    private static TableView view(List<TableRow> rows) {
        List<ColumnGroup> groups = List.of(
                new ColumnGroup("", List.of(ColumnHead.text("task"), ColumnHead.text("method"))),
                new ColumnGroup(
                        "published",
                        List.of(
                                ColumnHead.text("source"),
                                ColumnHead.text("backbone"),
                                ColumnHead.text("split"),
                                ColumnHead.text("metric"),
                                ColumnHead.number("score"),
                                ColumnHead.number("speed"))),
                new ColumnGroup(
                        "ours",
                        List.of(
                                ColumnHead.number("score"),
                                ColumnHead.number("×layers"),
                                ColumnHead.number("deviation"),
                                ColumnHead.text("differs in"))),
                new ColumnGroup("", List.of(ColumnHead.text("to know"))));
        return new TableView(
                "published",
                "Published figures",
                "What others printed, in percent, with its source; not ours, and mostly of another split or backbone. Ours is the"
                        + " same method and metric at the operating point of the nearest speed-up by layers; where something else"
                        + " differs, the deviation says nothing about either.",
                groups,
                rows,
                List.of());
    }
}
