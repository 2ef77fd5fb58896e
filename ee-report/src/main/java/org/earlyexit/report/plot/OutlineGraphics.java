package org.earlyexit.report.plot;

import java.awt.Graphics;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;

/**
 * Graphics in which a filled outline, such as a word, is drawn about its own corner and then moved to its place: the
 * same word is the same path wherever it stands, so that a page with many figures needs to hold it once.
 */
final class OutlineGraphics extends SVGGraphics2D {

    OutlineGraphics(SVGGeneratorContext context) {
        super(context, false);
    }

    private OutlineGraphics(OutlineGraphics other) {
        super(other);
    }

    @Override
    public Graphics create() {
        return new OutlineGraphics(this);
    }

    @Override
    public void fill(Shape shape) {
        if (!(shape instanceof Path2D)) {
            super.fill(shape);
            return;
        }
        Rectangle2D bounds = shape.getBounds2D();
        AffineTransform before = getTransform();
        Shape clip = getClip();
        if (clip != null && clip.contains(bounds)) {
            setClip(null); // nothing would be cut off, and a clip that moves along is another one at each place
        }
        translate(bounds.getX(), bounds.getY());
        super.fill(AffineTransform.getTranslateInstance(-bounds.getX(), -bounds.getY())
                .createTransformedShape(shape));
        setTransform(before);
        setClip(clip);
    }
}
