package org.earlyexit.report.table;

import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as tables show them. */
final class Rounded {

    static final String MISSING = "–";

    private static final double PERCENT = 100;

    private Rounded() {}

    /** A score times 100 with one decimal. */
    static String score(double score) {
        return fixed("%.1f", PERCENT * score);
    }

    static String score(OptionalDouble score) {
        return score.isPresent() ? score(score.getAsDouble()) : MISSING;
    }

    /** A p-value with three digits after the point, or that it is smaller. */
    static String pValue(double value) {
        return value < 0.001 ? "<0.001" : fixed("%.3f", value);
    }

    /** A ratio with two decimals. */
    static String ratio(double ratio) {
        return fixed("%.2f", ratio);
    }

    static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? ratio(ratio.getAsDouble()) : MISSING;
    }

    /** A knob: a whole number as it is, another with four decimals. */
    static String knob(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? fixed("%.0f", value) : fixed("%.4g", value);
    }

    /** A count with commas between thousands. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String fixed(String format, double value) {
        String text = String.format(Locale.ROOT, format, value);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }
}
