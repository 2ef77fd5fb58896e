package org.earlyexit.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.CurvePoint;
import org.earlyexit.bench.stats.TradeOff;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Score against speed-up on one task: curves and operating points of methods, reference rows as marks and lines. */
final class CurveFigure {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 390;
    private static final double LEAST_SPEEDUP_SHOWN = 4.4;
    private static final double MARGIN = 0.06;
    private static final double PERCENT = 100;
    private static final int MOST_DRAWN = 64;

    private final RunResults results;
    private final TaskColumn task;
    private final Evidence evidence;
    private final Spots spots;
    private final double widest;
    private final XYChart chart;
    private final List<Double> scores = new ArrayList<>();

    private CurveFigure(RunResults results, TaskColumn task, Evidence evidence, Spots spots) {
        this.results = results;
        this.evidence = evidence;
        this.spots = spots;
        this.task = task;
        this.widest = widest(results, task);
        this.chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(Look.label(task.name()))
                .xAxisTitle("speed-up by layers (×)")
                .yAxisTitle(Look.label(PlainText.of(
                        task.facts().mainMetric() + " × 100, " + task.facts().split())))
                .build();
        Look.dress(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    }

    static Figure of(RunResults results, TaskColumn task, Evidence evidence) {
        String caption = String.format(
                Locale.ROOT,
                "%s, n=%d. Filled marks are operating points, the method's own and those chosen on the calibration part, open marks reference"
                        + " rows; lines replay every value of the knob over the scored split and were not chosen from. Upright lines are 95 %% intervals over samples; the wide line joins the points that none"
                        + " beats. Marks beyond %.1f× are not drawn.",
                task.name(),
                task.facts().devSamples(),
                widest(results, task));
        return new Figure(
                Figures.name("curve", task),
                "Score against speed-up on " + task.name(),
                caption,
                new ChartDrawing(WIDTH, HEIGHT, spots -> new CurveFigure(results, task, evidence, spots).drawn()));
    }

    private XYChart drawn() {
        results.fullModel().ifPresent(full -> addLevel(full, Look.dashed()));
        addReferences();
        addFront();
        List<MethodRow> methods = Figures.compared(results);
        for (int i = 0; i < methods.size(); i++) {
            addInterval(methods.get(i), i);
            addCurve(methods.get(i), i);
            addPoints(methods.get(i), i);
        }
        chart.getStyler().setXAxisMin(1.0 - MARGIN);
        chart.getStyler().setXAxisMax(widest);
        chart.getStyler().setXAxisDecimalPattern("0.0");
        double least = scores.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = scores.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        double margin = Math.max(1, (most - least) * MARGIN);
        chart.getStyler().setYAxisMin(least - margin);
        chart.getStyler().setYAxisMax(most + margin);
        chart.getStyler().setYAxisDecimalPattern("0");
        return chart;
    }

    private void addLevel(MethodRow method, BasicStroke stroke) {
        results.shown(task, method).flatMap(PointSummary::score).ifPresent(score -> {
            double level = PERCENT * score.mean();
            XYSeries series =
                    line("level of " + method.label(), List.of(1.0 - MARGIN, widest), List.of(level, level), Look.GREY);
            series.setLabel(Look.label(method.name()));
            series.setLineStyle(stroke);
        });
    }

    private void addReferences() {
        List<MethodRow> references = Figures.references(results);
        for (int i = 0; i < references.size(); i++) {
            MethodRow reference = references.get(i);
            if (reference.facts().id().startsWith("majority")) {
                addLevel(reference, Look.dotted());
                continue;
            }
            XYSeries series = marks(reference, Look.GREY);
            if (series != null) {
                series.setMarker(spots.over(Look.referenceMarker(i), texts(reference)));
            }
        }
    }

    private void addPoints(MethodRow method, int number) {
        XYSeries series = marks(method, Look.colour(number));
        if (series != null) {
            series.setMarker(spots.over(Look.marker(number), texts(method)));
        }
    }

    /** What each mark of a row says, in the order in which they are painted. */
    private List<String> texts(MethodRow method) {
        return drawn(method).stream()
                .map(point -> String.format(
                        Locale.ROOT,
                        "%s, %s: %.2f at %.2f × by layers, %.2f × by MACs",
                        method.name(),
                        PlainText.of(point.name()),
                        PERCENT * point.score().orElseThrow().mean(),
                        point.speedupByLayers(),
                        point.speedupByMacs()))
                .toList();
    }

    private List<PointSummary> drawn(MethodRow method) {
        return results.points(task, method).stream()
                .filter(point -> point.score().isPresent() && point.speedupByLayers() <= widest)
                .toList();
    }

    /** The operating points of compared rows that no other one beats. */
    private void addFront() {
        List<TradeOff.Point> front = TradeOff.front(Figures.compared(results).stream()
                .flatMap(method -> drawn(method).stream())
                .map(point -> new TradeOff.Point(
                        1 / point.speedupByLayers(), point.score().orElseThrow().mean()))
                .toList());
        if (front.size() > 1) {
            XYSeries series = line(
                    "front",
                    front.stream().map(point -> 1 / point.cost()).toList(),
                    front.stream().map(point -> PERCENT * point.score()).toList(),
                    Look.FRONT);
            series.setLabel("Pareto front");
            series.setLineStyle(Look.wide());
        }
    }

    /** The interval of the score at the point that tables show, as an upright line. */
    private void addInterval(MethodRow method, int number) {
        evidence.of(task)
                .flatMap(known -> known.method(method.label()))
                .flatMap(known -> results.shown(task, method)
                        .filter(point -> point.speedupByLayers() <= widest)
                        .map(point -> line(
                                "interval of " + method.label(),
                                List.of(point.speedupByLayers(), point.speedupByLayers()),
                                List.of(
                                        PERCENT * known.score().low(),
                                        PERCENT * known.score().high()),
                                Look.colour(number))))
                .ifPresent(series -> {
                    series.setLineStyle(Look.thin());
                    series.setShowInLegend(false);
                });
    }

    private @Nullable XYSeries marks(MethodRow method, Color colour) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (PointSummary point : drawn(method)) {
            x.add(point.speedupByLayers());
            y.add(PERCENT * point.score().orElseThrow().mean());
        }
        if (x.isEmpty()) {
            return null;
        }
        scores.addAll(y);
        XYSeries series = chart.addSeries("marks of " + method.label(), x, y);
        series.setLabel(Look.label(method.name()));
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setMarkerColor(colour);
        return series;
    }

    private void addCurve(MethodRow method, int number) {
        List<CurvePoint> curve = results.runs(task, method).stream()
                .findFirst()
                .map(run -> run.curve().stream()
                        .filter(point -> point.score() != null && point.speedupByLayers() <= widest)
                        .sorted(Comparator.comparingDouble(CurvePoint::speedupByLayers)
                                .thenComparingDouble(CurvePoint::value))
                        .toList())
                .orElse(List.of());
        if (curve.isEmpty()) {
            return;
        }
        curve = thinned(curve);
        List<Double> y = new ArrayList<>();
        for (CurvePoint point : curve) {
            Double score = point.score();
            y.add(score == null ? 0 : PERCENT * score);
        }
        XYSeries series = line(
                "curve of " + method.label(),
                curve.stream().map(CurvePoint::speedupByLayers).toList(),
                y,
                Look.colour(number));
        series.setLineStyle(Look.line(number));
        series.setShowInLegend(false);
    }

    /** As many points as a reader can tell apart, the first and the last among them. */
    private static List<CurvePoint> thinned(List<CurvePoint> curve) {
        int steps = Math.min(curve.size(), MOST_DRAWN) - 1;
        return IntStream.rangeClosed(0, steps)
                .mapToObj(i -> curve.get(steps == 0 ? 0 : (int) ((long) i * (curve.size() - 1) / steps)))
                .toList();
    }

    private XYSeries line(String name, List<Double> x, List<Double> y, Color colour) {
        scores.addAll(y);
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        return series;
    }

    private static double widest(RunResults results, TaskColumn task) {
        return Figures.compared(results).stream()
                .flatMap(method -> results.points(task, method).stream())
                .mapToDouble(PointSummary::speedupByLayers)
                .map(speedup -> speedup * (1 + MARGIN))
                .reduce(LEAST_SPEEDUP_SHOWN, Math::max);
    }
}
