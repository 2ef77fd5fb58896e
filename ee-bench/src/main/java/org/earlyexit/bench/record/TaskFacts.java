package org.earlyexit.bench.record;

import java.util.List;

/**
 * The task of a run, as it was read.
 *
 * @param id the task's name in a suite, such as {@code rte}
 * @param displayName its name in a table, such as {@code RTE}
 * @param version the version of its description
 * @param split the part that was scored, such as {@code dev}
 * @param metrics ids of its metrics, the main one first
 * @param labels how many classes it has, or {@code score} for a number
 * @param trainSamples rows that were trained on
 * @param stoppingSamples rows of the training part that decided which epoch was kept
 * @param calibrationSamples rows of the training part that knobs were chosen on
 * @param devSamples rows that were scored
 * @param note what a reader must know of the data, empty if nothing
 * @param malformedRows rows that were left out because they could not be read
 * @param dataSha256 the hash of the bytes that were read
 */
public record TaskFacts(
        String id,
        String displayName,
        String version,
        String split,
        List<String> metrics,
        String labels,
        int trainSamples,
        int stoppingSamples,
        int calibrationSamples,
        int devSamples,
        String note,
        int malformedRows,
        String dataSha256) {

    public TaskFacts {
        Checks.filled("task.id", id);
        Checks.filled("task.displayName", displayName);
        Checks.filled("task.version", version);
        Checks.filled("task.split", split);
        metrics = List.copyOf(Checks.present("task.metrics", metrics));
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("task.metrics must name at least one metric, was empty");
        }
        Checks.filled("task.labels", labels);
        Checks.notNegative("task.trainSamples", trainSamples);
        Checks.notNegative("task.stoppingSamples", stoppingSamples);
        Checks.notNegative("task.calibrationSamples", calibrationSamples);
        Checks.notNegative("task.devSamples", devSamples);
        Checks.text("task.note", note);
        Checks.notNegative("task.malformedRows", malformedRows);
        Checks.text("task.dataSha256", dataSha256);
    }

    /** The metric that tables show. */
    public String mainMetric() {
        return metrics.get(0);
    }
}
