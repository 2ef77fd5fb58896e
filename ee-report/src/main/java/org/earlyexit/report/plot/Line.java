package org.earlyexit.report.plot;

import java.util.List;

/**
 * A line of a chart, with a mark at each of its points.
 *
 * @param name in the legend; empty for a line that is not in it
 * @param number which colour and mark, by the method's number
 * @param kind how it is drawn
 * @param x where its points are
 * @param y how high
 * @param errors half the height of the bar at each point; empty for none
 */
record Line(String name, int number, Kind kind, List<Double> x, List<Double> y, List<Double> errors) {

    /** How a line is drawn. */
    enum Kind {
        /** A line in the method's pattern, marks on it. */
        MARKED,
        /** Dashes in the method's colour without marks. */
        DASHED,
        /** Marks alone. */
        MARKS,
        /** A thin grey line to compare with. */
        GUIDE
    }

    Line {
        x = List.copyOf(x);
        y = List.copyOf(y);
        errors = List.copyOf(errors);
    }

    Line(String name, int number, Kind kind, List<Double> x, List<Double> y) {
        this(name, number, kind, x, y, List.of());
    }
}
