package org.earlyexit.report.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.List;

/** Drawings of one size side by side, row by row, under one title. */
record GridDrawing(String title, int columns, List<ChartDrawing> parts) implements Drawing {

    private static final int TITLE_HEIGHT = 30;
    private static final int TITLE_BASE = 22;

    GridDrawing {
        parts = List.copyOf(parts);
    }

    @Override
    public int width() {
        return Math.min(columns, parts.size()) * parts.get(0).width();
    }

    @Override
    public int height() {
        int rows = (parts.size() + columns - 1) / columns;
        return TITLE_HEIGHT + rows * parts.get(0).height();
    }

    @Override
    public void paint(Graphics2D graphics, Spots spots) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width(), height());
        graphics.setColor(Look.INK);
        TextLayout layout = new TextLayout(title, Fonts.TITLE, graphics.getFontRenderContext());
        double x0 = Math.max(0, (width() - layout.getAdvance()) / 2);
        graphics.fill(layout.getOutline(AffineTransform.getTranslateInstance(x0, TITLE_BASE)));
        for (int i = 0; i < parts.size(); i++) {
            ChartDrawing part = parts.get(i);
            int x = (i % columns) * part.width();
            int y = TITLE_HEIGHT + (i / columns) * part.height();
            Graphics2D place = (Graphics2D) graphics.create(x, y, part.width(), part.height());
            try {
                part.paint(place, spots);
            } finally {
                place.dispose();
            }
        }
    }
}
