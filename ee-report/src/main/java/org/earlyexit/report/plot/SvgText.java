package org.earlyexit.report.plot;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says the same drawing in fewer characters, as a page holds a hundred of them: nobody sees a difference but in dashes,
 * which run on where a line bends.
 */
final class SvgText {

    private static final Pattern FONT =
            Pattern.compile("[ \\n](?:font-(?:family|size|style|weight)|text-rendering)=\"[^\"]*\"");
    private static final Pattern COLOUR = Pattern.compile("rgb\\((\\d+),(\\d+),(\\d+)\\)");
    private static final Pattern LINE =
            Pattern.compile("<line([^<>]*?)\\sx1=\"([^\"]*)\" x2=\"([^\"]*)\" y1=\"([^\"]*)\" y2=\"([^\"]*)\"/>\\s*");
    private static final Pattern FILLED = Pattern.compile(
            "<g((?:\\s(?:fill|stroke[a-z-]*|transform)=\"[^\"]*\")*)>\\s*<(path|rect|circle)([^<>]*) stroke=\"none\"/>\\s*</g>");
    private static final Pattern OF_STROKE = Pattern.compile("\\sstroke[a-z-]*=\"[^\"]*\"");

    private SvgText() {}

    /** The drawing with all of that done. */
    static String shortened(String svg) {
        String lean = svg.contains("<text") ? svg : FONT.matcher(svg).replaceAll("");
        return joined(withoutGroups(withShortColours(lean.replace("matrix(1,0,0,1,", "translate("))));
    }

    private static String withShortColours(String svg) {
        return COLOUR.matcher(svg)
                .replaceAll(rgb ->
                        "#%02x%02x%02x".formatted(number(rgb.group(1)), number(rgb.group(2)), number(rgb.group(3))));
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    /** A group around one shape without an outline is the shape, filled and moved as the group says. */
    private static String withoutGroups(String svg) {
        return FILLED.matcher(svg).replaceAll(group -> {
            String attributes = OF_STROKE.matcher(group.group(1)).replaceAll("");
            String own = group.group(3);
            boolean twice = (own.contains(" fill=") && attributes.contains(" fill="))
                    || (own.contains(" transform=") && attributes.contains(" transform="));
            return Matcher.quoteReplacement(
                    twice ? group.group() : "<" + group.group(2) + own + attributes + " stroke=\"none\"/>");
        });
    }

    /** Lines that begin where the one before of the same look ended become one. */
    private static String joined(String svg) {
        StringBuilder text = new StringBuilder();
        StringBuilder points = new StringBuilder();
        String look = "";
        String end = "";
        int copied = 0;
        Matcher lines = LINE.matcher(svg);
        while (lines.find()) {
            MatchResult line = lines.toMatchResult();
            boolean goesOn = line.start() == copied
                    && line.group(1).equals(look)
                    && (line.group(2) + " " + line.group(4)).equals(end);
            if (!goesOn) {
                close(text, points, look);
                text.append(svg, copied, line.start());
                look = line.group(1);
                points.append(line.group(2)).append(' ').append(line.group(4));
            }
            end = line.group(3) + " " + line.group(5);
            points.append(' ').append(end);
            copied = line.end();
        }
        close(text, points, look);
        return text.append(svg.substring(copied)).toString();
    }

    private static void close(StringBuilder text, StringBuilder points, String look) {
        if (!points.isEmpty()) {
            text.append("<polyline")
                    .append(look)
                    .append(" points=\"")
                    .append(points)
                    .append("\"/>");
            points.setLength(0);
        }
    }
}
