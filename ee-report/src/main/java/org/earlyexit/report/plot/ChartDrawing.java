package org.earlyexit.report.plot;

import java.awt.Graphics2D;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.Chart;

/** One chart as a drawing. A chart keeps state from painting, so that each painting gets a fresh one. */
record ChartDrawing(int width, int height, Function<Spots, Chart<?, ?>> chart) implements Drawing {

    @Override
    public void paint(Graphics2D graphics, Spots spots) {
        chart.apply(spots).paint(graphics, width, height);
    }
}
