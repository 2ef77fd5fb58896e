package org.earlyexit.report.plot;

import java.awt.Dimension;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Drawings as SVG, the same bytes for the same drawing. */
final class Svg {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private Svg() {}

    /** The drawing as one element without prologue, so that it can stand in a page or a file. */
    static String of(Drawing drawing, String name, String title) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment("");
        context.setPrecision(2);
        context.setIDGenerator(new NamedIds(name));
        SVGGraphics2D graphics = new OutlineGraphics(context);
        graphics.setSVGCanvasSize(new Dimension(drawing.width(), drawing.height()));
        Spots spots = new Spots();
        drawing.paint(graphics, spots);
        Element root = graphics.getRoot();
        Element unseen = root.getOwnerDocument().createElementNS(NAMESPACE, "g");
        unseen.setAttributeNS(null, "fill-opacity", "0");
        unseen.setAttributeNS(null, "stroke", "none");
        spots.all().forEach(spot -> unseen.appendChild(element(root.getOwnerDocument(), spot)));
        root.appendChild(unseen);
        root.setAttributeNS(
                null, "viewBox", String.format(Locale.ROOT, "0 0 %d %d", drawing.width(), drawing.height()));
        root.setAttributeNS(null, "role", "img");
        root.setAttributeNS(null, "aria-label", title);
        StringWriter out = new StringWriter();
        try {
            graphics.stream(root, out, false, false);
        } catch (SVGGraphics2DIOException e) {
            throw new IllegalStateException("a figure must be writable to memory", e);
        }
        String text = out.toString()
                .replace("\r\n", "\n")
                .replaceAll("\\s*\n\\s*", "\n")
                .replace("\n/>", "/>")
                .replace("\n>", ">");
        return SvgText.shortened(text.substring(text.indexOf("<svg")));
    }

    /** A circle that nobody sees; a browser shows its title where it is pointed at, and a reader program reads it. */
    private static Element element(Document document, Spot spot) {
        Element circle = document.createElementNS(NAMESPACE, "circle");
        circle.setAttributeNS(null, "class", "spot");
        circle.setAttributeNS(null, "cx", String.format(Locale.ROOT, "%.1f", spot.x()));
        circle.setAttributeNS(null, "cy", String.format(Locale.ROOT, "%.1f", spot.y()));
        circle.setAttributeNS(null, "r", "7");
        Element title = document.createElementNS(NAMESPACE, "title");
        title.appendChild(document.createTextNode(spot.text()));
        circle.appendChild(title);
        return circle;
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java runtime must have an XML document builder", e);
        }
    }

    /** Ids that differ from those of other figures in the same page. */
    private static final class NamedIds extends SVGIDGenerator {
        private final String name;

        NamedIds(String name) {
            this.name = name;
        }

        @Override
        public String generateID(String prefix) {
            return super.generateID(name + "-" + prefix.replace("clipPath", "c"));
        }
    }
}
