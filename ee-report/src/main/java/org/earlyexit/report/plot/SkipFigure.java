package org.earlyexit.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.Skipping;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/**
 * What the gates of a method do: which layers they skip on which task, what they say, and how many layers run for the
 * samples that leave at each layer.
 */
final class SkipFigure {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 300;

    private SkipFigure() {}

    static Optional<Figure> of(RunResults results, MethodRow method) {
        List<Row> rows = results.tasks().stream()
                .flatMap(task -> Row.of(results, task, method).stream())
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<String> tasks = rows.stream().map(row -> row.task().name()).toList();
        List<Drawing> parts = List.of(
                HeatMap.ofLayers(
                        "samples that skip each layer (%)",
                        tasks, rows.stream().map(Row::skips).toList()),
                chart(rows, "mean gate (large skips)", "layer", 1, Row::gates),
                chart(rows, "layers run by exit layer", "exit layer", depth(rows), Row::executed));
        String caption = String.format(
                Locale.ROOT,
                "%s: the share of samples that skip each layer where nobody leaves early, the mean gate there, and the"
                        + " mean number of layers run for the samples that leave at each layer, at the operating point"
                        + " shown in the main table; mean over seeds.",
                method.name());
        return Optional.of(new Figure(
                Figures.name("skips", method.label()),
                "Skipped layers of " + method.name(),
                caption,
                new GridDrawing(Look.label("Skipped layers: " + method.name()), 1, parts)));
    }

    private static Drawing chart(List<Row> rows, String what, String across, double most, Numbers numbers) {
        int depth = depth(rows);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            lines.add(line(rows.get(i).task(), numbers.of(rows.get(i)), i));
        }
        return new LineChart(what, across, "", lines, false, List.of(1.0, (double) depth, 0.0, most))
                .drawing(WIDTH, HEIGHT);
    }

    private static int depth(List<Row> rows) {
        return rows.stream().mapToInt(Row::layers).max().orElseThrow();
    }

    /** A line through the layers that have a number. */
    private static Line line(TaskColumn task, List<Double> numbers, int row) {
        List<Integer> layers = IntStream.range(0, numbers.size())
                .filter(layer -> !numbers.get(layer).isNaN())
                .boxed()
                .toList();
        return new Line(
                task.name(),
                row,
                Line.Kind.MARKED,
                layers.stream().map(layer -> layer + 1.0).toList(),
                layers.stream().map(numbers::get).toList());
    }

    @FunctionalInterface
    private interface Numbers {
        List<Double> of(Row row);
    }

    /**
     * A task with what the gates did.
     *
     * @param alone where nobody leaves early
     * @param shown at the point of the main table
     */
    private record Row(TaskColumn task, List<OperatingPoint> alone, List<OperatingPoint> shown) {

        static Optional<Row> of(RunResults results, TaskColumn task, MethodRow method) {
            List<OperatingPoint> alone = results.points(task, method).stream()
                    .filter(point -> point.points().stream().allMatch(Row::skipsAlone))
                    .findFirst()
                    .map(PointSummary::points)
                    .orElse(List.of());
            List<OperatingPoint> shown =
                    results.shown(task, method).map(PointSummary::points).orElse(alone);
            return alone.isEmpty() ? Optional.empty() : Optional.of(new Row(task, alone, shown));
        }

        private static boolean skipsAlone(OperatingPoint point) {
            Skipping skipping = point.skipping();
            return skipping != null && !skipping.idle() && skipping.how().equals(Skipping.RUN);
        }

        int layers() {
            return task.backbone().layers();
        }

        /** The share of samples that skip each layer. */
        List<Double> skips() {
            return each(alone, (point, skipping, layer) -> {
                double samples = point.exitHistogram().stream().mapToInt(n -> n).sum();
                return skipping.skippedHistogram().get(layer) / samples;
            });
        }

        List<Double> gates() {
            return each(
                    alone,
                    (point, skipping, layer) -> skipping.gates().isEmpty()
                            ? Double.NaN
                            : skipping.gates().get(layer).mean());
        }

        /** Layers run by those that leave at each layer; NaN where nobody does with some seed. */
        List<Double> executed() {
            return each(
                    shown,
                    (point, skipping, layer) ->
                            (double) skipping.executedByExit().get(layer)
                                    / point.exitHistogram().get(layer));
        }

        /** The mean over seeds, layer by layer. */
        private List<Double> each(List<OperatingPoint> points, LayerNumber number) {
            return IntStream.range(0, layers())
                    .mapToObj(layer -> points.stream()
                            .filter(point -> point.skipping() != null)
                            .mapToDouble(point -> number.of(point, Objects.requireNonNull(point.skipping()), layer))
                            .average()
                            .orElse(Double.NaN))
                    .toList();
        }
    }

    @FunctionalInterface
    private interface LayerNumber {
        double of(OperatingPoint point, Skipping skipping, int layer);
    }
}
