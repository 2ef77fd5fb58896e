package org.earlyexit.selfbench;

import java.util.Locale;
import org.earlyexit.bench.record.Timing;

/**
 * What was measured.
 *
 * @param goal the number of the goal, such as {@code P2}
 * @param what in words, with the shape it was measured at
 * @param value in {@code unit}; NaN where it could not be measured
 * @param unit such as {@code share}, {@code times} or {@code s}
 * @param target what it is held to
 * @param note the spread, the number of pairs, or why there is no value
 */
public record Figure(String goal, String what, double value, String unit, Target target, String note) {

    /** Whether the target is met; a figure that could not be measured does not meet it. */
    public boolean pass() {
        return target.holds(value);
    }

    /** A figure of a paired timing. */
    static Figure of(String goal, String what, double value, String unit, Target target, Timing timing) {
        String spread = String.format(
                Locale.ROOT,
                "median of %d pairs, ratio %.3f (%.3f to %.3f)%s",
                timing.repeats(),
                timing.speedup(),
                timing.speedupLow(),
                timing.speedupHigh(),
                timing.noisy() ? ", busy machine" : "");
        return new Figure(goal, what, value, unit, target, spread);
    }

    /** What stands beside PyTorch, where there is none. */
    static Figure withoutPython(String goal, String what, Target target) {
        return new Figure(
                goal,
                what,
                Double.NaN,
                "",
                target,
                "not measured: --python must name a Python with PyTorch, was not given");
    }

    /** With as many digits as say something. */
    public static String number(double value) {
        return Math.abs(value) < 1e-3 && value != 0
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
