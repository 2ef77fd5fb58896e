package org.earlyexit.report.plot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A figure with its name, its title and what a reader must know to read it. */
public final class Figure {

    /** Pixels of the PNG for one unit of the drawing: sharp in print at column width. */
    private static final int SCALE = 2;

    private final String name;
    private final String title;
    private final String caption;
    private final Drawing drawing;

    Figure(String name, String title, String caption, Drawing drawing) {
        this.name = name;
        this.title = title;
        this.caption = caption;
        this.drawing = drawing;
    }

    /** The name of its files, without an ending. */
    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    public String caption() {
        return caption;
    }

    /** The figure as one SVG element, whose ids begin with the figure's name. */
    public String svg() {
        return Svg.of(drawing, name, title);
    }

    /** Writes the figure as PNG. */
    public void writePng(Path file) throws IOException {
        BufferedImage image =
                new BufferedImage(drawing.width() * SCALE, drawing.height() * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.scale(SCALE, SCALE);
            drawing.paint(graphics, new Spots());
        } finally {
            graphics.dispose();
        }
        try (var out = Files.newOutputStream(file)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this Java runtime must be able to write PNG, was not");
            }
        }
    }
}
