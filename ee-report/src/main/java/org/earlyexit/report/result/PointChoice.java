package org.earlyexit.report.result;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;

/**
 * Which operating point of a method stands in a table that has room for one: that of half the cost, else the nearest
 * target, else the fixed layer nearest to half the depth, else the default, else the first. It goes by names, never by
 * what was measured.
 */
public final class PointChoice {

    /** The target that the tables compare at. */
    public static final String TARGET = "cost-50";

    private static final int HALF = 50;
    private static final Pattern COST = Pattern.compile("cost-(\\d{1,3})");
    private static final Pattern LAYER = Pattern.compile("layer-(\\d{1,3})");

    private PointChoice() {}

    /** The one point to show. */
    public static OperatingPoint of(RunRecord run) {
        List<OperatingPoint> points = run.points();
        return nearest(points, COST, HALF)
                .or(() -> nearest(points, LAYER, run.backbone().layers() / 2))
                .or(() -> points.stream()
                        .filter(point -> point.name().equals("default"))
                        .findFirst())
                .orElse(points.get(0));
    }

    private static Optional<OperatingPoint> nearest(List<OperatingPoint> points, Pattern form, int target) {
        return points.stream()
                .filter(point -> form.matcher(point.name()).matches())
                .min(Comparator.comparingInt(point -> Math.abs(number(form, point.name()) - target)));
    }

    private static int number(Pattern form, String name) {
        Matcher matcher = form.matcher(name);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
