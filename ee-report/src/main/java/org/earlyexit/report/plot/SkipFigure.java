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
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;

/**
 * What the gates of a method do: which layers they skip on which task, what they say, and how many layers run for the
 * samples that leave at each layer.
 */
final class SkipFigure {

    private static final int WIDTH = 320;
    private static final int HEIGHT = 300;
    private static final int COLUMNS = 3;
    private static final double PERCENT = 100;

    private SkipFigure() {}

    static Optional<Figure> of(RunResults results, MethodRow method) {
        List<Row> rows = results.tasks().stream()
                .flatMap(task -> Row.of(results, task, method).stream())
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<ChartDrawing> parts = List.of(
                new ChartDrawing(WIDTH, HEIGHT, spots -> skips(rows)),
                new ChartDrawing(WIDTH, HEIGHT, spots -> lines(rows, "gate, mean (large skips)", 1, Row::gates)),
                new ChartDrawing(
                        WIDTH,
                        HEIGHT,
                        spots -> lines(rows, "layers run", rows.get(0).layers(), Row::executed)));
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
                new GridDrawing(Look.label("Skipped layers: " + method.name()), COLUMNS, parts)));
    }

    private static HeatMapChart skips(List<Row> rows) {
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title("skipped (%)")
                .xAxisTitle("layer")
                .build();
        Look.dress(chart.getStyler());
        chart.getStyler().setChartTitleFont(Fonts.TICK);
        chart.getStyler().setMin(0);
        chart.getStyler().setMax(PERCENT);
        List<Number[]> cells = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<Double> shares = rows.get(row).skips();
            for (int layer = 0; layer < shares.size(); layer++) {
                cells.add(new Number[] {layer, row, shares.get(layer)});
            }
        }
        int layers = rows.stream().mapToInt(Row::layers).max().orElseThrow();
        chart.addSeries(
                "skipped",
                IntStream.rangeClosed(1, layers).boxed().toList(),
                rows.stream().map(row -> Look.label(row.task().name())).toList(),
                cells);
        return chart;
    }

    private static XYChart lines(List<Row> rows, String what, double most, Numbers numbers) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(what)
                .xAxisTitle(most == 1 ? "layer" : "exit layer")
                .build();
        Look.dress(chart.getStyler());
        chart.getStyler().setChartTitleFont(Fonts.TICK);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(most);
        chart.getStyler().setXAxisMin(1.0);
        chart.getStyler().setXAxisMax((double) rows.get(0).layers());
        for (int i = 0; i < rows.size(); i++) {
            add(chart, rows.get(i).task(), numbers.of(rows.get(i)), i);
        }
        return chart;
    }

    /** A line through the layers that have a number. */
    private static void add(XYChart chart, TaskColumn task, List<Double> numbers, int row) {
        List<Integer> layers = IntStream.range(0, numbers.size())
                .filter(layer -> !numbers.get(layer).isNaN())
                .mapToObj(layer -> layer + 1)
                .toList();
        if (layers.isEmpty()) {
            return;
        }
        List<Double> known =
                layers.stream().map(layer -> numbers.get(layer - 1)).toList();
        XYSeries series = chart.addSeries(task.id(), layers, known);
        series.setLabel(Look.label(task.name()));
        series.setLineColor(Look.colour(row));
        series.setLineStyle(Look.line(row));
        series.setMarker(Look.marker(row));
        series.setMarkerColor(Look.colour(row));
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

        /** The percentage of samples that skip each layer. */
        List<Double> skips() {
            return each(alone, (point, skipping, layer) -> {
                double samples = point.exitHistogram().stream().mapToInt(n -> n).sum();
                return PERCENT * skipping.skippedHistogram().get(layer) / samples;
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
