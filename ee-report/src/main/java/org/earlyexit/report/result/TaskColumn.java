package org.earlyexit.report.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.earlyexit.bench.record.BackboneFacts;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.bench.record.Timing;

/**
 * A task as a column: all its runs were scored on the same rows, by the same metric, on the same backbone.
 *
 * @param facts the task
 * @param backbone the encoder
 * @param toolkit the toolkit's version, which defines how costs are counted
 * @param batchSize of the timings; 0 if none was timed
 */
public record TaskColumn(TaskFacts facts, BackboneFacts backbone, String toolkit, int batchSize) {

    /** The task's id. */
    public String id() {
        return facts.id();
    }

    /** The task's name in a head. */
    public String name() {
        return PlainText.name(facts.displayName());
    }

    /** The name with metric, split and sample count, such as {@code RTE (accuracy, dev, n=277)}. */
    public String head() {
        return String.format(
                Locale.ROOT,
                "%s (%s, %s, n=%d)",
                name(),
                PlainText.of(facts.mainMetric()),
                PlainText.of(facts.split()),
                facts.devSamples());
    }

    /**
     * What keeps a run out of this column, each as a text that names both values: one column has one split, metric,
     * backbone, cost and version.
     */
    List<String> differences(RunRecord run) {
        List<String> differences = new ArrayList<>();
        TaskFacts other = run.task();
        compare(differences, "split", facts.split(), other.split());
        compare(differences, "metric", facts.mainMetric(), other.mainMetric());
        compare(differences, "version", facts.version(), other.version());
        compare(differences, "number of scored samples", "" + facts.devSamples(), "" + other.devSamples());
        compare(differences, "data hash", facts.dataSha256(), other.dataSha256());
        compare(differences, "backbone", backbone.id(), run.backbone().id());
        compare(
                differences,
                "number of layers",
                "" + backbone.layers(),
                "" + run.backbone().layers());
        compare(differences, "weights", backbone.weightsSha256(), run.backbone().weightsSha256());
        compare(differences, "toolkit", toolkit, run.provenance().toolkitVersion());
        int batch = batchSize(run);
        if (batch != 0 && batchSize != 0) {
            compare(differences, "batch size of the clock", "" + batchSize, "" + batch);
        }
        return differences;
    }

    /** The batch size of a run's timings; 0 if it was not timed. */
    static int batchSize(RunRecord run) {
        return run.points().stream()
                .map(OperatingPoint::timing)
                .filter(Objects::nonNull)
                .mapToInt(Timing::batchSize)
                .findFirst()
                .orElse(0);
    }

    private static void compare(List<String> differences, String what, String first, String second) {
        if (!first.equals(second)) {
            differences.add("%s, was '%s' and '%s'".formatted(what, first, second));
        }
    }
}
