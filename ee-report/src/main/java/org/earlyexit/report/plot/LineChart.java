package org.earlyexit.report.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of lines.
 *
 * @param title its title
 * @param xTitle of the axis to the right
 * @param yTitle of the axis upwards
 * @param lines what is drawn
 * @param small whether it is one of many
 * @param ends of the axes: least and most to the right, least and most upwards; empty to fit the lines
 */
record LineChart(String title, String xTitle, String yTitle, List<Line> lines, boolean small, List<Double> ends) {

    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

    private static final double MARGIN = 0.05;
    private static final int FEW_TICKS = 70;
    private static final double WHOLE_STEP = 0.75;
    private static final double FARTHEST = 0.6;

    LineChart {
        lines = lines.stream().filter(line -> !line.x().isEmpty()).toList();
        ends = List.copyOf(ends);
    }

    LineChart(String title, String xTitle, String yTitle, List<Line> lines, boolean small) {
        this(title, xTitle, yTitle, lines, small, List.of());
    }

    ChartDrawing drawing(int width, int height) {
        return new ChartDrawing(width, height, spots -> chart(width, height, spots));
    }

    private XYChart chart(int width, int height, Spots spots) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(Look.label(title))
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        Look.dress(chart.getStyler());
        if (small) {
            Look.shrink(chart.getStyler());
            chart.getStyler().setXAxisTickMarkSpacingHint(FEW_TICKS / 2);
        }
        range(chart);
        for (int i = 0; i < lines.size(); i++) {
            add(chart, lines.get(i), i, spots);
        }
        return chart;
    }

    private void range(XYChart chart) {
        double[] x = ends.isEmpty() ? all(true) : ends(0);
        double[] y = ends.isEmpty() ? all(false) : ends(2);
        double width = Math.max(span(x), 1e-9);
        double height = Math.max(span(y), 1e-9);
        chart.getStyler().setXAxisMin(least(x) - MARGIN * width);
        chart.getStyler().setXAxisMax(most(x) + MARGIN * width);
        chart.getStyler().setYAxisMin(least(y) - MARGIN * height);
        chart.getStyler().setYAxisMax(most(y) + MARGIN * height);
        chart.getStyler().setXAxisDecimalPattern(pattern(width));
        chart.getStyler().setYAxisDecimalPattern(pattern(height));
        if (DoubleStream.of(all(true)).allMatch(place -> place == Math.rint(place))) {
            // between two layers or epochs there is nothing to say; marks further apart than the axis is long vanish
            int apart = (int) (chart.getWidth() * Math.min(FARTHEST, WHOLE_STEP / width));
            chart.getStyler()
                    .setXAxisTickMarkSpacingHint(Math.max(chart.getStyler().getXAxisTickMarkSpacingHint(), apart));
            chart.getStyler().setXAxisDecimalPattern("0");
        }
    }

    private static String pattern(double span) {
        return span >= 5 ? "0" : span >= 0.5 ? "0.0" : span >= 0.05 ? "0.00" : "0.000";
    }

    private double[] ends(int first) {
        return new double[] {ends.get(first), ends.get(first + 1)};
    }

    private double[] all(boolean across) {
        return lines.stream()
                .flatMap(line -> (across ? line.x() : line.y()).stream())
                .mapToDouble(value -> value)
                .toArray();
    }

    private static double least(double[] values) {
        return DoubleStream.of(values).min().orElse(0);
    }

    private static double most(double[] values) {
        return DoubleStream.of(values).max().orElse(1);
    }

    private static double span(double[] values) {
        return most(values) - least(values);
    }

    private void add(XYChart chart, Line line, int place, Spots spots) {
        XYSeries series = line.errors().isEmpty()
                ? chart.addSeries("series " + place, line.x(), line.y())
                : chart.addSeries("series " + place, line.x(), line.y(), line.errors());
        series.setLabel(Look.label(line.name()));
        series.setShowInLegend(!line.name().isEmpty());
        boolean guide = line.kind() == Line.Kind.GUIDE;
        series.setLineColor(guide ? Look.GREY : Look.colour(line.number()));
        series.setLineStyle(guide || line.kind() == Line.Kind.DASHED ? Look.dashed() : Look.line(line.number()));
        if (line.kind() == Line.Kind.MARKS) {
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        }
        if (guide || line.kind() == Line.Kind.DASHED) {
            series.setMarker(SeriesMarkers.NONE);
        } else {
            series.setMarkerColor(Look.colour(line.number()));
            series.setMarker(spots.over(Look.marker(line.number()), texts(line)));
        }
    }

    private static List<String> texts(Line line) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < line.x().size(); i++) {
            texts.add("%s: %s, %s"
                    .formatted(
                            line.name(), plain(line.x().get(i)), plain(line.y().get(i))));
        }
        return texts;
    }

    /** Four digits that count, and no noughts behind them: layer 2 is no 2.000. */
    private static String plain(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value, FOUR_DIGITS).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
