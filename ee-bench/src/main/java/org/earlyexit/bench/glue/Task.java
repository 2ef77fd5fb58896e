package org.earlyexit.bench.glue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task, as its YAML file states it.
 *
 * @param id lower-case words joined by hyphens, as in {@code sst-2}
 * @param displayName as tables print it, as in {@code SST-2}
 * @param version grows whenever a sample, a label or a metric changes its meaning
 * @param shape what the task asks for
 * @param metrics at least one, the main one first
 * @param files where the splits lie, in the order train, dev, test; empty for a built-in task, which has train and dev
 * @param origin where the samples come from
 */
public record Task(
        String id,
        String displayName,
        int version,
        TaskShape shape,
        List<String> metrics,
        Map<String, SplitFile> files,
        Origin origin) {

    /**
     * Where the samples of a task come from.
     *
     * @param source who made them, and the terms they are under
     * @param trainedOn the task whose model answers this one: AX has no train set, and MNLI-mm shares MNLI's
     * @param knownHardness whether each sample carries its number of reasoning steps
     */
    public record Origin(String source, Optional<String> trainedOn, boolean knownHardness) {}

    public Task {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "a task id must be lower-case words joined by hyphens, was '%s'".formatted(id));
        }
        if (version < 1) {
            throw new IllegalArgumentException("version must be at least 1, was " + version);
        }
        metrics = List.copyOf(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("metrics must name at least one metric, were none");
        }
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /** The metric that decides; the others are printed beside it. */
    public String mainMetric() {
        return metrics.get(0);
    }

    /** The file of a split, or an error that names the splits there are. */
    public SplitFile file(String split) {
        SplitFile file = files.get(split);
        if (file == null) {
            throw new DataException("%s has no split '%s'; it has: %s"
                    .formatted(displayName, split, String.join(", ", files.keySet())));
        }
        return file;
    }

    /** Whether a split has as many rows as the official one; a score on one that has not is to be reported as such. */
    public boolean isWhole(Split split) {
        SplitFile file = files.get(split.name());
        return file == null || split.rows() == file.rows();
    }
}
