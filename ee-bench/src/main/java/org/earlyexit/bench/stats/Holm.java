package org.earlyexit.bench.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holm's step-down correction (Holm, 1979): p-values that may be read one by one although many were looked at. */
public final class Holm {

    private Holm() {}

    /**
     * The corrected p-values, in the order given; the {@code i}-th smallest of {@code m} is
     *
     * <pre>{@code max over k <= i of min(1, (m - k + 1) p_(k))}</pre>
     */
    public static List<Double> adjusted(List<Double> pValues) {
        List<Integer> order = IntStream.range(0, pValues.size())
                .boxed()
                .sorted(Comparator.comparing(pValues::get))
                .toList();
        Double[] adjusted = new Double[pValues.size()];
        double most = 0;
        for (int rank = 0; rank < order.size(); rank++) {
            int place = order.get(rank);
            most = Math.max(most, Math.min(1, (order.size() - rank) * pValues.get(place)));
            adjusted[place] = most;
        }
        return List.of(adjusted);
    }
}
