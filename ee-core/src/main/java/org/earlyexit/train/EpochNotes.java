package org.earlyexit.train;

import java.io.IOException;
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

    void save(StageFile.Out out) throws IOException {
        out.writeInt(sums.size());
        for (Map.Entry<String, Double> sum : sums.entrySet()) {
            out.writeUTF(sum.getKey());
            out.writeDouble(sum.getValue());
            out.writeInt(rows.getOrDefault(sum.getKey(), 1));
        }
    }

    void restore(StageFile.In in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            String name = in.readUTF();
            sums.put(name, in.readDouble());
            rows.put(name, in.readInt());
        }
    }

    /** The averages so far, in the order in which they were first taken down. */
    Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / rows.getOrDefault(name, 1)));
        return Collections.unmodifiableMap(means);
    }
}
