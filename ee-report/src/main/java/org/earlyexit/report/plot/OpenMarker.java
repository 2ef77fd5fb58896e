package org.earlyexit.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/** A mark with a white inside, for rows that are there to compare with. */
final class OpenMarker extends Marker {

    /** Its outline. */
    enum Form {
        CIRCLE,
        DIAMOND,
        SQUARE,
        TRIANGLE,
        TRIANGLE_DOWN,
        HEXAGON
    }

    private static final BasicStroke OUTLINE = new BasicStroke(1.6f);

    private final Form form;

    OpenMarker(Form form) {
        this.form = form;
    }

    @Override
    public void paint(Graphics2D graphics, double x, double y, int size) {
        Shape outline = outline(x, y, size / 2.0);
        Color colour = graphics.getColor();
        graphics.setStroke(OUTLINE);
        graphics.setColor(Color.WHITE);
        graphics.fill(outline);
        graphics.setColor(colour);
        graphics.draw(outline);
    }

    private Shape outline(double x, double y, double half) {
        return switch (form) {
            case CIRCLE -> new Ellipse2D.Double(x - half, y - half, 2 * half, 2 * half);
            case DIAMOND -> polygon(x, y - half, x + half, y, x, y + half, x - half, y);
            case SQUARE -> polygon(x - half, y - half, x + half, y - half, x + half, y + half, x - half, y + half);
            case TRIANGLE -> polygon(x, y - half, x + half, y + half, x - half, y + half);
            case TRIANGLE_DOWN -> polygon(x, y + half, x + half, y - half, x - half, y - half);
            case HEXAGON -> hexagon(x, y, half);
        };
    }

    private static Shape hexagon(double x, double y, double half) {
        double side = half / 2;
        return polygon(
                x - half, y, x - side, y - half, x + side, y - half, x + half, y, x + side, y + half, x - side,
                y + half);
    }

    private static Shape polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
