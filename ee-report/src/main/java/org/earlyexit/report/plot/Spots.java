package org.earlyexit.report.plot;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;

/** The spots of one painting: marks that take down where they were painted. One thread, one painting. */
final class Spots {

    private final List<Spot> spots = new ArrayList<>();

    /** Adds one, in the coordinates of the graphics. */
    void add(Graphics2D graphics, double x, double y, String text) {
        Point2D place = graphics.getTransform().transform(new Point2D.Double(x, y), null);
        spots.add(new Spot(place.getX(), place.getY(), text));
    }

    List<Spot> all() {
        return List.copyOf(spots);
    }

    /** The mark, which says the next of these texts each time it is painted. */
    Marker over(Marker mark, List<String> texts) {
        return new Telling(mark, texts.iterator());
    }

    private final class Telling extends Marker {
        private final Marker mark;
        private final Iterator<String> texts;

        Telling(Marker mark, Iterator<String> texts) {
            this.mark = mark;
            this.texts = texts;
        }

        @Override
        public void paint(Graphics2D graphics, double x, double y, int size) {
            mark.paint(graphics, x, y, size);
            if (size > 0 && texts.hasNext()) {
                add(graphics, x, y, texts.next());
            }
        }
    }
}
