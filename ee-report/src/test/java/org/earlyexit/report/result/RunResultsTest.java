package org.earlyexit.report.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.bench.record.BackboneFacts;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.report.SampleRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunResultsTest {

    @Test
    void referenceRowsComeFirstFromTheFullModelToTheOracle() {
        RunResults results = RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false);

        assertThat(results.methods())
                .extracting(MethodRow::name)
                .containsExactly("full", "majority", "fixed", "random", "oracle†", "deebert", "pabee");
        assertThat(results.tasks()).extracting(TaskColumn::id).containsExactly("rte", "sts-b", "steps");
    }

    @Test
    void aCellWithoutARunSaysWhy() {
        RunResults results = RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false);
        TaskColumn stsb = results.tasks().get(1);

        assertThat(results.absence(stsb, results.methods().get(5)))
                .isEqualTo("left out: DeeBERT's entropy needs classes, and STS-B asks for a number");
        assertThat(results.absence(results.tasks().get(0), new MethodRow(SampleRecords.method("berxit", false))))
                .isEqualTo("failed: the loss was not finite at step 12");
        assertThat(results.absence(stsb, new MethodRow(SampleRecords.method("other", false))))
                .isEqualTo("not run");
    }

    /** The mean of 70 and 72 is 71; their standard deviation is the root of 2. */
    @Test
    void aScoreOverTwoSeedsHasMeanAndDeviation() {
        RunResults results = RunResults.of(SampleRecords.records(1, 2), SampleRecords.suite(1, 2), false);

        PointSummary full =
                results.shown(results.tasks().get(0), results.methods().get(0)).orElseThrow();

        Spread score = full.score().orElseThrow();
        assertThat(score.seeds()).isEqualTo(2);
        assertThat(score.mean()).isEqualTo(0.71, within(1e-12));
        assertThat(score.deviation().orElseThrow()).isEqualTo(Math.sqrt(2) / 100, within(1e-12));
        assertThat(full.standardError()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource({
        "split, dev, test",
        "metric, accuracy, f1",
        "version, 1, 2",
        "data hash, ab12, cd34",
        "weights, aa, zz",
        "backbone, toy, other",
    })
    void oneColumnNeverMixes(String what, String first, String second) {
        TaskFacts task = SampleRecords.task("rte");
        String metric = what.equals("metric") ? second : "accuracy";
        TaskFacts otherTask = new TaskFacts(
                "rte",
                "RTE",
                what.equals("version") ? second : "1",
                what.equals("split") ? second : "dev",
                List.of(metric),
                "2",
                900,
                50,
                50,
                100,
                "",
                1,
                what.equals("data hash") ? second : "ab12");
        RunRecord one = run(task, "a", "accuracy", new BackboneFacts("toy", "bert", 4, 16, "aa", "bb", ""));
        RunRecord other = run(
                otherTask,
                "b",
                metric,
                new BackboneFacts(
                        what.equals("backbone") ? second : "toy",
                        "bert",
                        4,
                        16,
                        what.equals("weights") ? second : "aa",
                        "bb",
                        ""));

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> RunResults.of(List.of(one, other), SampleRecords.suite(1), false))
                .withMessageContaining("one column must have one %s, was '%s' and '%s'".formatted(what, first, second));
    }

    @Test
    void theSameRunTwiceIsRefused() {
        List<RunRecord> records = new ArrayList<>(SampleRecords.records(1));
        records.add(records.get(0));

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> RunResults.of(records, SampleRecords.suite(1), false))
                .withMessageContaining("task steps, method oracle, seed 1 must be there once");
    }

    @Test
    void oneRowNeverStandsForTwoMethods() {
        RunRecord one = SampleRecords.records(1).get(0);
        RunRecord two = run(SampleRecords.task("rte"), "oracle", "accuracy", one.backbone());
        RunRecord renamed = new RunRecord(
                two.schema(),
                two.cell(),
                two.task(),
                new org.earlyexit.bench.record.MethodFacts(
                        "other", "oracle", "O", "", java.util.Map.of(), "", false, false),
                two.backbone(),
                1,
                two.provenance(),
                two.training(),
                two.points(),
                two.curve(),
                two.perLayer());

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> RunResults.of(List.of(one, renamed), SampleRecords.suite(1), false))
                .withMessageContaining("row 'oracle' must belong to one method, was other and oracle");
    }

    @ParameterizedTest
    @CsvSource({
        "cost-25 cost-50 cost-75, cost-50",
        "cost-25 cost-60, cost-60",
        "layer-1 layer-2 layer-3, layer-2",
        "other default, default",
        "other full, other",
    })
    void thePointToShowIsChosenByName(String names, String chosen) {
        List<OperatingPoint> points = java.util.Arrays.stream(names.split(" ", -1))
                .map(name -> SampleRecords.point(name, "accuracy", 0.5, 2))
                .toList();
        RunRecord run = SampleRecords.run(SampleRecords.task("rte"), SampleRecords.method("m", false), 1, points);

        assertThat(PointChoice.of(run).name()).isEqualTo(chosen);
    }

    private static RunRecord run(TaskFacts task, String method, String metric, BackboneFacts backbone) {
        RunRecord run = SampleRecords.run(
                task, SampleRecords.method(method, false), 1, List.of(SampleRecords.point("cost-50", metric, 0.5, 2)));
        return new RunRecord(
                run.schema(),
                run.cell(),
                run.task(),
                run.method(),
                backbone,
                run.seed(),
                run.provenance(),
                run.training(),
                run.points(),
                run.curve(),
                run.perLayer());
    }
}
