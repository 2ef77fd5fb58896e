package org.earlyexit.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.earlyexit.bench.record.HardnessRow;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.Spread;
import org.earlyexit.report.result.TaskColumn;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;

/** Mean exit layer against known hardness, one line a method: do hard samples leave later? */
final class HardnessFigure {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final double MARGIN = 0.3;

    private HardnessFigure() {}

    static Optional<Figure> of(RunResults results, TaskColumn task) {
        boolean known = Figures.compared(results).stream()
                .flatMap(method -> results.shown(task, method).stream())
                .anyMatch(point -> !lineOf(point).isEmpty());
        if (!known) {
            return Optional.empty();
        }
        String title = "Exit layer against hardness on " + task.name();
        String caption = String.format(
                Locale.ROOT,
                "%s, n=%d: mean exit layer of the samples that need so many reasoning steps, as the task's grammar made"
                        + " them; mean over seeds.%s",
                task.name(),
                task.facts().devSamples(),
                correlations(results, task));
        return Optional.of(new Figure(
                Figures.name("hardness", task),
                title,
                caption,
                new ChartDrawing(WIDTH, HEIGHT, spots -> chart(results, task, spots))));
    }

    /** Spearman's correlation of exit layer and hardness, with the deviation over seeds or, of one, the error. */
    private static String correlations(RunResults results, TaskColumn task) {
        String each = Figures.compared(results).stream()
                .flatMap(method -> results
                        .shown(task, method)
                        .flatMap(HardnessFigure::correlation)
                        .map(text -> method.name() + " " + text)
                        .stream())
                .collect(Collectors.joining(", "));
        return each.isEmpty() ? "" : " Spearman's correlation of the two over samples: %s.".formatted(each);
    }

    private static Optional<String> correlation(PointSummary summary) {
        List<Measured> known = summary.points().stream()
                .map(OperatingPoint::hardnessCorrelation)
                .filter(Objects::nonNull)
                .toList();
        Optional<Spread> spread =
                Spread.of(known.stream().flatMap(one -> one.number().stream()).toList());
        return spread.filter(mean -> mean.seeds() == summary.seeds()).map(mean -> {
            Double error = known.get(0).standardError();
            double width = mean.deviation().orElse(error == null ? 0 : error);
            return String.format(Locale.ROOT, "%.2f ±%.2f", mean.mean(), width);
        });
    }

    private static XYChart chart(RunResults results, TaskColumn task, Spots spots) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(Look.label(task.name()))
                .xAxisTitle("hardness (reasoning steps)")
                .yAxisTitle("mean exit layer (1 to " + task.backbone().layers() + ")")
                .build();
        Look.dress(chart.getStyler());
        List<MethodRow> methods = Figures.compared(results);
        double least = Double.MAX_VALUE;
        double most = 1;
        for (int i = 0; i < methods.size(); i++) {
            Map<Integer, Double> line = results.shown(task, methods.get(i))
                    .map(HardnessFigure::lineOf)
                    .orElse(Map.of());
            if (!line.isEmpty()) {
                least = Math.min(
                        least, line.keySet().stream().min(Integer::compare).orElse(1));
                most = Math.max(
                        most, line.keySet().stream().max(Integer::compare).orElse(1));
                add(chart, methods.get(i), line, i, spots);
            }
        }
        chart.getStyler().setXAxisMin(least - MARGIN);
        chart.getStyler().setXAxisMax(most + MARGIN);
        chart.getStyler().setXAxisDecimalPattern("0");
        chart.getStyler().setYAxisMin(1.0);
        chart.getStyler().setYAxisMax((double) task.backbone().layers());
        chart.getStyler().setYAxisDecimalPattern("0");
        return chart;
    }

    private static void add(XYChart chart, MethodRow method, Map<Integer, Double> line, int number, Spots spots) {
        XYSeries series =
                chart.addSeries(method.label(), new ArrayList<>(line.keySet()), new ArrayList<>(line.values()));
        series.setLabel(Look.label(method.name()));
        series.setLineColor(Look.colour(number));
        series.setLineStyle(Look.line(number));
        series.setMarker(spots.over(
                Look.marker(number),
                line.entrySet().stream()
                        .map(point -> String.format(
                                Locale.ROOT,
                                "%s: hardness %d, mean exit layer %.2f",
                                method.name(),
                                point.getKey(),
                                point.getValue()))
                        .toList()));
        series.setMarkerColor(Look.colour(number));
    }

    private static Map<Integer, Double> lineOf(PointSummary summary) {
        Map<Integer, Double> sums = new TreeMap<>();
        Map<Integer, Integer> counts = new TreeMap<>();
        for (OperatingPoint point : summary.points()) {
            for (HardnessRow row : point.byHardness()) {
                sums.merge(row.hardness(), row.n() * row.meanExitLayer(), Double::sum);
                counts.merge(row.hardness(), row.n(), Integer::sum);
            }
        }
        Map<Integer, Double> means = new TreeMap<>();
        counts.forEach((hardness, n) -> {
            if (n > 0) {
                means.put(hardness, sums.getOrDefault(hardness, 0.0) / n);
            }
        });
        return means;
    }
}
