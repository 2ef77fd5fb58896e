package org.earlyexit.report.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** The types that figures are set in, and whether this machine has any. */
public final class Fonts {

    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private Fonts() {}

    /** Whether text can be drawn here; a Java runtime without any font throws instead. */
    public static boolean available() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            return graphics.getFontMetrics(TICK).stringWidth("0.5") > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            return false;
        } finally {
            graphics.dispose();
        }
    }
}
