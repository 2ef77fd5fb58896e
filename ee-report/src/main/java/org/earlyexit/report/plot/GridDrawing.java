package org.earlyexit.report.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.util.List;

/**
 * Drawings side by side, row by row, under one title; each has the room of the widest and of the highest in its row.
 */
record GridDrawing(String title, int columns, List<? extends Drawing> parts) implements Drawing {

    private static final int TITLE_HEIGHT = 30;
    private static final int TITLE_BASE = 22;

    GridDrawing {
        parts = List.copyOf(parts);
    }

    @Override
    public int width() {
        return Math.min(columns, parts.size()) * partWidth();
    }

    @Override
    public int height() {
        int height = TITLE_HEIGHT;
        for (int first = 0; first < parts.size(); first += columns) {
            height += rowHeight(first);
        }
        return height;
    }

    private int partWidth() {
        return parts.stream().mapToInt(Drawing::width).max().orElse(0);
    }

    private int rowHeight(int first) {
        return parts.subList(first, Math.min(parts.size(), first + columns)).stream()
                .mapToInt(Drawing::height)
                .max()
                .orElse(0);
    }

    @Override
    public void paint(Graphics2D graphics, Spots spots) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width(), height());
        graphics.setColor(Look.INK);
        TextLayout layout = new TextLayout(title, Fonts.TITLE, graphics.getFontRenderContext());
        double x0 = Math.max(0, (width() - layout.getAdvance()) / 2);
        graphics.fill(layout.getOutline(AffineTransform.getTranslateInstance(x0, TITLE_BASE)));
        int y = TITLE_HEIGHT;
        for (int i = 0; i < parts.size(); i++) {
            Drawing part = parts.get(i);
            int x = (i % columns) * partWidth();
            Graphics2D place = (Graphics2D) graphics.create();
            try {
                place.translate(x, y); // and no clip, which every word in the part would have to name
                part.paint(place, spots);
            } finally {
                place.dispose();
            }
            y += (i + 1) % columns == 0 ? rowHeight(i + 1 - columns) : 0;
        }
    }
}
