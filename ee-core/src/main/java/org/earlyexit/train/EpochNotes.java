package org.earlyexit.train;

import java.io.IOException;
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
    private final Map<String, DoubleSummaryStatistics> before = new HashMap<>();

    /** The notes of a first epoch. */
    EpochNotes() {
        this(Map.of());
    }

    private EpochNotes(Map<String, DoubleSummaryStatistics> before) {
        this.before.putAll(before);
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

    void save(StageFile.Out out) throws IOException {
        out.writeInt(sums.size());
        for (Map.Entry<String, Double> sum : sums.entrySet()) {
            out.writeUTF(sum.getKey());
            out.writeDouble(sum.getValue());
            out.writeInt(rows.getOrDefault(sum.getKey(), 1));
        }
        save(spans, out);
        save(before, out);
    }

    void restore(StageFile.In in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            sums.put(name, in.readDouble());
            rows.put(name, in.readInt());
        }
        restore(spans, in);
        restore(before, in);
    }

    private static void save(Map<String, DoubleSummaryStatistics> spans, StageFile.Out out) throws IOException {
        out.writeInt(spans.size());
        for (Map.Entry<String, DoubleSummaryStatistics> span : spans.entrySet()) {
            out.writeUTF(span.getKey());
            out.writeDouble(span.getValue().getMin());
            out.writeDouble(span.getValue().getMax());
        }
    }

    private static void restore(Map<String, DoubleSummaryStatistics> spans, StageFile.In in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            DoubleSummaryStatistics span = new DoubleSummaryStatistics();
            String name = in.readUTF();
            span.accept(in.readDouble());
            span.accept(in.readDouble());
            spans.put(name, span);
        }
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
