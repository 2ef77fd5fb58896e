package org.earlyexit.report.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;

/**
 * Shares between each two of some names, as squares: the darker, the larger, with the percentage in it.
 *
 * @param title its title
 * @param names of the rows and the columns
 * @param shares in 0..1, row by row
 */
record HeatMap(String title, List<String> names, List<List<Double>> shares) implements Drawing {

    private static final int CELL_WIDTH = 46;
    private static final int CELL_HEIGHT = 30;
    private static final int LEFT = 190;
    private static final int TOP = 60;
    private static final int PAD = 12;
    private static final double PERCENT = 100;
    private static final Color DARK = new Color(0x00, 0x72, 0xB2);

    HeatMap {
        names = names.stream().map(Look::label).toList();
        shares = shares.stream().map(List::copyOf).toList();
    }

    @Override
    public int width() {
        return LEFT + names.size() * CELL_WIDTH + PAD;
    }

    @Override
    public int height() {
        return TOP + names.size() * CELL_HEIGHT + PAD;
    }

    @Override
    public void paint(Graphics2D graphics, Spots spots) {
        graphics.setColor(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
        text(graphics, title, Fonts.TITLE, Look.INK, PAD, 24);
        double least = shares.stream()
                .flatMap(List::stream)
                .mapToDouble(share -> share)
                .min()
                .orElse(0);
        for (int row = 0; row < names.size(); row++) {
            int y = TOP + row * CELL_HEIGHT;
            text(graphics, (row + 1) + "  " + names.get(row), Fonts.TICK, Look.INK, PAD, y + 20);
            text(graphics, Integer.toString(row + 1), Fonts.TICK, Look.INK, LEFT + row * CELL_WIDTH + 18, TOP - 8);
            for (int column = 0; column < names.size(); column++) {
                cell(graphics, spots, row, column, least);
            }
        }
    }

    private void cell(Graphics2D graphics, Spots spots, int row, int column, double least) {
        double share = shares.get(row).get(column);
        double depth = least >= 1 ? 0 : (share - least) / (1 - least);
        double x = LEFT + column * (double) CELL_WIDTH;
        double y = TOP + row * (double) CELL_HEIGHT;
        graphics.setColor(blend(depth));
        graphics.fill(new Rectangle2D.Double(x + 1, y + 1, CELL_WIDTH - 2, CELL_HEIGHT - 2));
        String percent = String.format(Locale.ROOT, "%.0f", PERCENT * share);
        text(graphics, percent, Fonts.TICK, depth > 0.55 ? Color.WHITE : Look.INK, x + 13, y + 20);
        spots.add(
                graphics,
                x + CELL_WIDTH / 2.0,
                y + CELL_HEIGHT / 2.0,
                String.format(Locale.ROOT, "%s and %s: %.2f %%", names.get(row), names.get(column), PERCENT * share));
    }

    private static Color blend(double depth) {
        double light = 1 - depth;
        return new Color(
                (int) Math.round(DARK.getRed() + light * (0xF2 - DARK.getRed())),
                (int) Math.round(DARK.getGreen() + light * (0xF6 - DARK.getGreen())),
                (int) Math.round(DARK.getBlue() + light * (0xF9 - DARK.getBlue())));
    }

    private static void text(Graphics2D graphics, String text, Font font, Color colour, double x, double y) {
        graphics.setColor(colour);
        if (!text.isBlank()) {
            TextLayout layout = new TextLayout(text, font, graphics.getFontRenderContext());
            graphics.fill(layout.getOutline(AffineTransform.getTranslateInstance(x, y)));
        }
    }
}
