package org.earlyexit.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How lines and marks look. Colours are those of Okabe and Ito, which readers with any colour vision can tell apart;
 * marks differ as well, so that a print without colour can be read.
 */
final class Look {

    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color GREY = new Color(0x77, 0x77, 0x77);
    static final Color GRID = new Color(0xE6, 0xE6, 0xE6);
    static final Color FRONT = new Color(0xDD, 0xDD, 0xD2);
    static final int LINE_WIDTH = 2;

    private static final int LONGEST_LABEL = 26;
    private static final int SMALL_MARK = 5;

    private static final List<Color> COLOURS = List.of(
            new Color(0x00, 0x72, 0xB2),
            new Color(0xD5, 0x5E, 0x00),
            new Color(0x00, 0x9E, 0x73),
            new Color(0xCC, 0x79, 0xA7),
            new Color(0xE6, 0x9F, 0x00),
            new Color(0x56, 0xB4, 0xE9),
            new Color(0x00, 0x00, 0x00));
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_DOWN);
    private static final List<Marker> REFERENCE_MARKERS = List.of(
            new OpenMarker(OpenMarker.Form.CIRCLE),
            new OpenMarker(OpenMarker.Form.TRIANGLE),
            new OpenMarker(OpenMarker.Form.SQUARE),
            new OpenMarker(OpenMarker.Form.DIAMOND),
            new OpenMarker(OpenMarker.Form.TRIANGLE_DOWN),
            new OpenMarker(OpenMarker.Form.HEXAGON));

    private Look() {}

    /** The colour of the n-th method. */
    static Color colour(int method) {
        return COLOURS.get(method % COLOURS.size());
    }

    /** A name short enough for a legend. */
    static String label(String name) {
        int length = name.codePointCount(0, name.length());
        return length <= LONGEST_LABEL ? name : name.substring(0, name.offsetByCodePoints(0, LONGEST_LABEL - 1)) + "…";
    }

    /** The mark of the n-th method. */
    static Marker marker(int method) {
        return MARKERS.get(method % MARKERS.size());
    }

    /** The mark of the n-th reference row. */
    static Marker referenceMarker(int row) {
        return REFERENCE_MARKERS.get(row % REFERENCE_MARKERS.size());
    }

    /** Lines change their pattern once all colours are used. */
    static BasicStroke line(int method) {
        float[][] patterns = {null, {7, 3}, {2, 3}};
        float[] pattern = patterns[Math.min(method / COLOURS.size(), patterns.length - 1)];
        return stroke(LINE_WIDTH, pattern);
    }

    /** The front, behind all else. */
    static BasicStroke wide() {
        return stroke(6, null);
    }

    static BasicStroke thin() {
        return stroke(1.2f, null);
    }

    static BasicStroke dashed() {
        return stroke(1.5f, new float[] {6, 4});
    }

    static BasicStroke dotted() {
        return stroke(1.5f, new float[] {1.5f, 4});
    }

    /** The common ground of all charts: white, thin grid, no boxes. */
    static void dress(AxesChartStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setTimezone(TimeZone.getTimeZone("UTC"));
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(stroke(1, null));
        styler.setPlotGridVerticalLinesVisible(false);
        styler.setChartFontColor(INK);
        styler.setChartTitleFont(Fonts.TITLE);
        styler.setChartTitleBoxVisible(false);
        styler.setAxisTitleFont(Fonts.AXIS);
        styler.setAxisTickLabelsFont(Fonts.TICK);
        styler.setAxisTickLabelsColor(INK);
        styler.setAxisTickMarksColor(GREY);
        styler.setLegendFont(Fonts.TICK);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendBackgroundColor(Color.WHITE);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendLayout(LegendLayout.Vertical);
        styler.setLegendSeriesLineLength(26);
        styler.setToolTipsEnabled(false);
        styler.setAntiAlias(true);
        styler.setMarkerSize(9);
        styler.setChartPadding(8);
    }

    /** The same for one chart of many. */
    static void shrink(AxesChartStyler styler) {
        styler.setChartTitleFont(Fonts.TICK);
        styler.setAxisTitleFont(Fonts.SMALL);
        styler.setAxisTickLabelsFont(Fonts.SMALL);
        styler.setLegendVisible(false);
        styler.setMarkerSize(SMALL_MARK);
    }

    private static BasicStroke stroke(float width, float @Nullable [] pattern) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, pattern, 0);
    }
}
