package org.earlyexit.train;

import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What terms take down during an epoch: averaged over the rows, and between which values it was. */
final class EpochNotes {

    private final Map<String, Double> sums = new LinkedHashMap<>();
    private final Map<String, Integer> rows = new LinkedHashMap<>();
    private final Map<String, DoubleSummaryStatistics> spans = new HashMap<>();
    private final Map<String, DoubleSummaryStatistics> before;

    /** The notes of a first epoch. */
    EpochNotes() {
        this(Map.of());
    }

    private EpochNotes(Map<String, DoubleSummaryStatistics> before) {
        this.before = before;
    }

    /** Empty notes of the next epoch. */
    EpochNotes next() {
        return new EpochNotes(spans);
    }

    void add(String name, double mean, int count) {
        sums.merge(name, mean * count, Double::sum);
        rows.merge(name, count, Integer::sum);
        spans.computeIfAbsent(name, unused -> new DoubleSummaryStatistics()).accept(mean);
    }

    /** The averages so far, in the order in which they were first taken down. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / rows.getOrDefault(name, 1)));
        return Collections.unmodifiableMap(means);
    }

    /** Between which values a number was in the epoch before; empty if it was not taken down then. */
    Optional<TrainingBatch.Span> before(String name) {
        return Optional.ofNullable(before.get(name)).map(seen -> new TrainingBatch.Span(seen.getMin(), seen.getMax()));
    }
}
