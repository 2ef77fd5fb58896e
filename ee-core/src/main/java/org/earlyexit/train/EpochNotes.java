package org.earlyexit.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What terms take down during an epoch, averaged over the rows. */
final class EpochNotes {

    private final Map<String, Double> sums = new LinkedHashMap<>();
    private final Map<String, Integer> rows = new LinkedHashMap<>();

    void add(String name, double mean, int count) {
        sums.merge(name, mean * count, Double::sum);
        rows.merge(name, count, Integer::sum);
    }

    /** The averages so far, in the order in which they were first taken down. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / rows.getOrDefault(name, 1)));
        return Collections.unmodifiableMap(means);
    }
}
