package org.earlyexit.metric;

import java.util.OptionalDouble;

/**
 * A score with what it rests on. Never NaN: where a score is undefined, it says so and its value is 0, to be left out
 * of means.
 *
 * @param value the score as a fraction, not a percentage; 0 where undefined
 * @param defined whether there is a score at all
 * @param n how many samples it was worked out from
 * @param standardError its standard error, where one is known
 * @param note what is odd about it, such as {@value #DEGENERATE}; empty if nothing is
 */
public record MetricValue(double value, boolean defined, int n, OptionalDouble standardError, String note) {

    /** The note of a score whose formula divides 0 by 0, as where only one class occurs. */
    public static final String DEGENERATE = "degenerate";

    public MetricValue {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, was " + value);
        }
    }

    /** An ordinary score. */
    static MetricValue of(double value, int n, OptionalDouble standardError) {
        return new MetricValue(value, true, n, standardError, "");
    }

    /** The score 0 that a formula is given by convention where it divides 0 by 0. */
    static MetricValue degenerate(int n) {
        return new MetricValue(0, true, n, OptionalDouble.empty(), DEGENERATE);
    }

    /** No score. */
    static MetricValue undefined(int n, String note) {
        return new MetricValue(0, false, n, OptionalDouble.empty(), note);
    }
}
