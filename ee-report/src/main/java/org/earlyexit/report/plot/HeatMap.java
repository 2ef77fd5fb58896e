package org.earlyexit.report.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Shares as squares: the darker, the larger, with the percentage in it.
 *
 * @param title its title
 * @param rows what stands before each row
 * @param columns what stands above each column
 * @param shares in 0..1, row by row; a row may be shorter than there are columns
 * @param least the share that is palest
 * @param texts what each square says when it is pointed at, row by row
 */
record HeatMap(
        String title,
        List<String> rows,
        List<String> columns,
        List<List<Double>> shares,
        double least,
        List<List<String>> texts)
        implements Drawing {

    private static final int CELL_WIDTH = 46;
    private static final int CELL_HEIGHT = 30;
    private static final int LEFT = 190;
    private static final int TOP = 60;
    private static final int PAD = 12;
    private static final double PERCENT = 100;
    private static final Color DARK = new Color(0x00, 0x72, 0xB2);

    HeatMap {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        shares = shares.stream().map(List::copyOf).toList();
        texts = texts.stream().map(List::copyOf).toList();
    }

    /** Shares between each two of some names; the columns have the rows' numbers. */
    static HeatMap between(String title, List<String> names, List<List<Double>> shares) {
        List<String> labels = names.stream().map(Look::label).toList();
        List<String> numbers = IntStream.rangeClosed(1, names.size())
                .mapToObj(Integer::toString)
                .toList();
        return new HeatMap(
                title,
                IntStream.range(0, names.size())
                        .mapToObj(row -> numbers.get(row) + "  " + labels.get(row))
                        .toList(),
                numbers,
                shares,
                shares.stream()
                        .flatMap(List::stream)
                        .mapToDouble(share -> share)
                        .min()
                        .orElse(0),
                texts(shares, (row, column) -> labels.get(row) + " and " + labels.get(column)));
    }

    /** Shares of the layers, from 0 on, for each of some names. */
    static HeatMap ofLayers(String title, List<String> names, List<List<Double>> shares) {
        List<String> labels = names.stream().map(Look::label).toList();
        int layers = shares.stream().mapToInt(List::size).max().orElse(0);
        return new HeatMap(
                title,
                labels,
                IntStream.rangeClosed(1, layers).mapToObj(Integer::toString).toList(),
                shares,
                0,
                texts(shares, (row, column) -> labels.get(row) + ", layer " + (column + 1)));
    }

    private static List<List<String>> texts(List<List<Double>> shares, Place place) {
        return IntStream.range(0, shares.size())
                .mapToObj(row -> IntStream.range(0, shares.get(row).size())
                        .mapToObj(column -> String.format(
                                Locale.ROOT,
                                "%s: %.2f %%",
                                place.name(row, column),
                                PERCENT * shares.get(row).get(column)))
                        .toList())
                .toList();
    }

    @FunctionalInterface
    private interface Place {
        String name(int row, int column);
    }

    @Override
    public int width() {
        return LEFT + columns.size() * CELL_WIDTH + PAD;
    }

    @Override
    public int height() {
        return TOP + rows.size() * CELL_HEIGHT + PAD;
    }

    @Override
    public void paint(Graphics2D graphics, Spots spots) {
        graphics.setColor(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
        text(graphics, title, Fonts.TITLE, Look.INK, PAD, 24);
        for (int column = 0; column < columns.size(); column++) {
            text(graphics, columns.get(column), Fonts.TICK, Look.INK, LEFT + column * CELL_WIDTH + 18, TOP - 8);
        }
        for (int row = 0; row < rows.size(); row++) {
            text(graphics, rows.get(row), Fonts.TICK, Look.INK, PAD, TOP + row * CELL_HEIGHT + 20);
            for (int column = 0; column < shares.get(row).size(); column++) {
                cell(graphics, spots, row, column);
            }
        }
    }

    private void cell(Graphics2D graphics, Spots spots, int row, int column) {
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
                texts.get(row).get(column));
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
