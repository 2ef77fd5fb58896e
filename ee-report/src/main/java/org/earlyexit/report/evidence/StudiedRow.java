package org.earlyexit.report.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earlyexit.bench.record.PointAnswers;
import org.earlyexit.bench.record.RunCell;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.bench.stats.RunScore;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PointChoice;
import org.earlyexit.report.result.ReportException;

/**
 * A row of a task with the samples of each of its seeds.
 *
 * @param method the row
 * @param point the point that tables show
 * @param runs its runs, by seed
 * @param samples of each run
 */
record StudiedRow(MethodRow method, String point, List<RunRecord> runs, List<SampleTable> samples) {

    StudiedRow {
        runs = List.copyOf(runs);
        samples = List.copyOf(samples);
    }

    /** The row, if the samples of all its runs are there. */
    static Optional<StudiedRow> of(MethodRow method, List<RunRecord> runs, Path runFolder) {
        List<SampleTable> samples = new ArrayList<>();
        for (RunRecord run : runs) {
            new RunCell(runFolder, run.cell()).samples().ifPresent(samples::add);
        }
        return runs.isEmpty() || samples.size() < runs.size()
                ? Optional.empty()
                : Optional.of(new StudiedRow(method, PointChoice.of(runs.get(0)).name(), runs, samples));
    }

    String label() {
        return method.label();
    }

    List<Long> seeds() {
        return runs.stream().map(RunRecord::seed).toList();
    }

    PointAnswers at(int run) {
        return samples.get(run).at(point);
    }

    /** The scores of the shown point, one a seed. */
    List<RunScore> scores(Metric metric, Labels gold) {
        List<RunScore> scores = new ArrayList<>();
        for (int run = 0; run < runs.size(); run++) {
            scores.add(RunScore.of(metric, gold, at(run)::answer));
        }
        return scores;
    }

    /**
     * Makes sure that another row was scored on the same samples.
     *
     * @throws ReportException if it was not
     */
    void requireSameSamples(StudiedRow other) {
        for (int run = 0; run < other.runs.size(); run++) {
            if (!other.samples.get(run).ids().equals(samples.get(0).ids())) {
                throw new ReportException(
                        "samples of %s and %s on %s must be the same ones, were not (cells %s and %s); report them from folders of their own"
                                .formatted(
                                        label(),
                                        other.label(),
                                        runs.get(0).task().id(),
                                        runs.get(0).cell(),
                                        other.runs.get(run).cell()));
            }
        }
    }
}
