package org.earlyexit.report.result;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tech.tablesaw.api.DoubleColumn;

/**
 * A number over seeds.
 *
 * @param seeds how many seeds gave one
 * @param mean their mean
 * @param deviation their standard deviation (n - 1), from two seeds on
 */
public record Spread(int seeds, double mean, OptionalDouble deviation) {

    /** The spread of some numbers, if there are any. */
    public static Optional<Spread> of(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        DoubleColumn column = DoubleColumn.create("value", values);
        OptionalDouble deviation =
                values.size() < 2 ? OptionalDouble.empty() : OptionalDouble.of(column.standardDeviation());
        return Optional.of(new Spread(values.size(), column.mean(), deviation));
    }
}
