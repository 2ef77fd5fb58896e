package org.earlyexit.selfbench;

import java.util.Locale;

/**
 * What a figure is held to.
 *
 * @param bound in the unit of the figure
 * @param atLeast whether more is better
 */
public record Target(double bound, boolean atLeast) {

    static Target atLeast(double bound) {
        return new Target(bound, true);
    }

    static Target atMost(double bound) {
        return new Target(bound, false);
    }

    boolean holds(double value) {
        return atLeast ? value >= bound : value <= bound;
    }

    /** Such as {@code >= 0.92}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s", atLeast ? ">=" : "<=", Figure.number(bound));
    }
}
