package org.earlyexit.bench.harness;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.earlyexit.spi.Knob;

/**
 * The values of a knob that a sweep tries: all of them where they are whole and few; otherwise evenly over the range,
 * and closer and closer towards both ends, because a confident classifier's entropies crowd near 0 and its
 * probabilities near 1.
 */
final class KnobGrid {

    private static final double CLOSEST = 1e-7;

    private KnobGrid() {}

    /**
     * Ascending, without doubles, both ends of the range included.
     *
     * @param size how many values there should be; fewer for a short range of whole numbers
     */
    static List<Double> of(Knob knob, int size) {
        Knob.Range range = knob.range();
        double span = range.greatest() - range.least();
        if (range.whole() && span < size) {
            return IntStream.rangeClosed((int) range.least(), (int) range.greatest())
                    .mapToObj(Double::valueOf)
                    .toList();
        }
        TreeSet<Double> values = new TreeSet<>(List.of(range.least(), range.greatest()));
        int third = Math.max(1, size / 3);
        for (int i = 0; i < third; i++) {
            double near = span * Math.pow(CLOSEST, 1 - (double) i / third);
            values.add(range.least() + near);
            values.add(range.greatest() - near);
            values.add(range.least() + span * (i + 1) / (third + 1));
        }
        return values.stream()
                .mapToDouble(value -> range.whole() ? Math.rint(value) : value)
                .distinct()
                .boxed()
                .toList();
    }
}
