package org.earlyexit.report.result;

import java.util.Locale;
import org.earlyexit.bench.record.BackboneFacts;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.TaskFacts;

/**
 * A task as a column: all its runs were scored on the same rows, by the same metric, on the same backbone.
 *
 * @param facts the task
 * @param backbone the encoder
 */
public record TaskColumn(TaskFacts facts, BackboneFacts backbone) {

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
     * Refuses a run that does not belong in this column.
     *
     * @throws ReportException naming what differs, and both values
     */
    void check(RunRecord run) {
        TaskFacts other = run.task();
        same(run, "split", facts.split(), other.split());
        same(run, "metric", facts.mainMetric(), other.mainMetric());
        same(run, "version", facts.version(), other.version());
        same(run, "number of scored samples", "" + facts.devSamples(), "" + other.devSamples());
        same(run, "data hash", facts.dataSha256(), other.dataSha256());
        same(run, "backbone", backbone.id(), run.backbone().id());
        same(
                run,
                "number of layers",
                "" + backbone.layers(),
                "" + run.backbone().layers());
        same(run, "weights", backbone.weightsSha256(), run.backbone().weightsSha256());
    }

    private void same(RunRecord run, String what, String first, String second) {
        if (!first.equals(second)) {
            throw new ReportException(
                    ("task %s: one column must have one %s, was '%s' and '%s' (in cell %s, method %s); "
                                    + "report the two runs from folders of their own")
                            .formatted(
                                    id(),
                                    what,
                                    first,
                                    second,
                                    run.cell(),
                                    run.method().label()));
        }
    }
}
