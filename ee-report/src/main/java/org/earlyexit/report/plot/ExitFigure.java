package org.earlyexit.report.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PointChoice;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Where samples left, one small chart a method, all on the same scale. */
final class ExitFigure {

    private static final int WIDTH = 212;
    private static final int HEIGHT = 172;
    private static final int COLUMNS = 3;
    private static final double BAR = 0.82;
    private static final double PERCENT = 100;
    private static final int MOST_LABELS = 7; // every second of twelve layers, as two digits touch

    private ExitFigure() {}

    static Optional<Figure> of(RunResults results, TaskColumn task) {
        List<MethodRow> methods = Figures.compared(results);
        List<ChartDrawing> parts = new ArrayList<>();
        double highest = methods.stream()
                .flatMap(method -> results.shown(task, method).stream())
                .flatMap(point -> shares(point).stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        for (int i = 0; i < methods.size(); i++) {
            MethodRow method = methods.get(i);
            Color colour = Look.colour(i);
            results.shown(task, method)
                    .ifPresent(point -> parts.add(new ChartDrawing(
                            WIDTH, HEIGHT, spots -> chart(method.name(), shares(point), highest, colour, spots))));
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String title = "Exit layers on " + task.name();
        String caption = String.format(
                Locale.ROOT,
                "%s, n=%d: share of samples that left at each layer, at the operating point %s or the method's only point;"
                        + " mean over seeds.",
                task.name(),
                task.facts().devSamples(),
                PointChoice.TARGET);
        return Optional.of(new Figure(
                Figures.name("exits", task),
                title,
                caption,
                new GridDrawing(Look.label("Exit layers: " + task.name()), COLUMNS, parts)));
    }

    /** The percentage of samples that left at each layer, over all seeds. */
    private static List<Double> shares(PointSummary summary) {
        int layers = summary.points().get(0).exitHistogram().size();
        double all = 0;
        double[] counts = new double[layers];
        for (OperatingPoint point : summary.points()) {
            for (int i = 0; i < layers; i++) {
                counts[i] += point.exitHistogram().get(i);
                all += point.exitHistogram().get(i);
            }
        }
        double total = Math.max(1, all);
        return IntStream.range(0, layers)
                .mapToObj(i -> PERCENT * counts[i] / total)
                .toList();
    }

    private static CategoryChart chart(String name, List<Double> shares, double highest, Color colour, Spots spots) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(Look.label(name))
                .xAxisTitle("exit layer")
                .yAxisTitle("samples (%)")
                .build();
        Look.dress(chart.getStyler());
        Look.shrink(chart.getStyler());
        chart.getStyler().setAvailableSpaceFill(BAR);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(Math.max(1, highest));
        chart.getStyler().setYAxisDecimalPattern("0");
        chart.getStyler().setXAxisMaxLabelCount(MOST_LABELS);
        List<Integer> layers = IntStream.rangeClosed(1, shares.size()).boxed().toList();
        chart.addSeries("samples", layers, shares).setFillColor(colour);
        chart.getStyler().setOverlapped(true);
        List<String> texts = layers.stream()
                .map(layer -> String.format(Locale.ROOT, "%s, layer %d: %.2f %%", name, layer, shares.get(layer - 1)))
                .toList();
        CategorySeries tops = chart.addSeries("exact values", layers, shares);
        tops.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        tops.setMarker(spots.over(SeriesMarkers.NONE, texts));
        return chart;
    }
}
