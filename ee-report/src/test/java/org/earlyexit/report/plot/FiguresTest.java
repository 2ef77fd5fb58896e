package org.earlyexit.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earlyexit.bench.record.GateRow;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.MethodFacts;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.Skipping;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.report.SampleRecords;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.RunResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {

    @Test
    void oneDrawingGivesTheSameBytesEachTime() {
        Figure figure = Figures.curves(sample(), Evidence.none()).get(0);

        assertThat(figure.svg()).isEqualTo(figure.svg()).startsWith("<svg").doesNotContain("<!DOCTYPE");
    }

    @Test
    void onlyTasksOfKnownHardnessGetThatFigure() {
        assertThat(Figures.hardness(sample())).extracting(Figure::name).containsExactly("hardness-steps");
    }

    @Test
    void methodsThatSkipGetAFigureOfTheirGates() {
        List<GateRow> gates = List.of(
                new GateRow(1, 100, 0.4, 0.1, 0.4, 0.8),
                new GateRow(2, 100, 0.6, 0.5, 0.6, 0.9),
                new GateRow(3, 100, 0.1, 0, 0.1, 0.2),
                new GateRow(4, 100, 0.2, 0.1, 0.2, 0.3));
        Skipping run = new Skipping(
                Map.of("skip-threshold", 0.5),
                false,
                Skipping.RUN,
                List.of(30, 80, 0, 0),
                List.of(0, 0, 0, 290),
                gates);
        OperatingPoint full = SampleRecords.skipping(run);
        RunRecord record =
                SampleRecords.run(SampleRecords.task("rte"), SampleRecords.method("gated", false), 1, List.of(full));

        List<Figure> figures = Figures.exits(RunResults.of(List.of(record), SampleRecords.suite(1), false));

        assertThat(figures).extracting(Figure::name).containsExactly("exits-rte", "skips-gated");
        assertThat(figures.get(0).svg()).contains(", layer 1: ");
        assertThat(figures.get(1).svg())
                .startsWith("<svg")
                .contains("RTE, layer 1: 30.00 %")
                .contains("RTE, layer 2: 80.00 %")
                .contains("RTE: 2, 0.6") // the mean gate of layer 2
                .contains("RTE: 4, 2.9"); // 290 layers for 100 samples
        assertThat(Figures.exits(sample())).noneMatch(figure -> figure.name().startsWith("skips"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "con:", "a/b", "\u202e", "\uD83D\uDE00"})
    void fileNamesAreHarmlessWhateverATaskIsCalled(String id) {
        TaskFacts facts = new TaskFacts(id, id, "1", "dev", List.of("accuracy"), "2", 9, 1, 1, 100, "", 0, "");
        RunRecord run = SampleRecords.run(facts, SampleRecords.method("m", false), 1, List.of(point(0.5)));

        List<Figure> figures =
                Figures.curves(RunResults.of(List.of(run), SampleRecords.suite(1), false), Evidence.none());

        assertThat(figures).singleElement().extracting(Figure::name).asString().matches("curve-[0-9a-f]{12}");
        assertThat(figures.get(0).svg()).startsWith("<svg");
    }

    @Test
    void namesThatLookAlikeAndLongOnesAreDrawn() {
        List<RunRecord> runs = new ArrayList<>();
        for (String label : List.of("a", "a\u200b", "\u202e", "\u202d", "curve of a", "x".repeat(300))) {
            MethodFacts method = new MethodFacts("m", label, label, "", Map.of(), "", false, false);
            runs.add(SampleRecords.run(SampleRecords.task("rte"), method, 1, List.of(point(0.5))));
        }
        RunResults results = RunResults.of(runs, SampleRecords.suite(1), false);

        assertThat(Figures.curves(results, Evidence.none()).get(0).svg()).startsWith("<svg");
        assertThat(Figures.exits(results).get(0).svg()).startsWith("<svg");
    }

    @Test
    void aTaskWithoutAnyScoreIsDrawnEmpty() {
        OperatingPoint undefined =
                SampleRecords.with(point(0.5), Measured.undefined("share", 100, "no samples"), "", List.of());
        RunRecord run = SampleRecords.run(
                SampleRecords.task("rte"), SampleRecords.method("oracle", true), 1, List.of(undefined));
        RunResults results = RunResults.of(List.of(run), SampleRecords.suite(1), false);

        assertThat(Figures.curves(results, Evidence.none()).get(0).svg()).startsWith("<svg");
        assertThat(Figures.exits(results)).isEmpty();
    }

    @Test
    void manyMethodsStillDifferInColourMarkOrLine() {
        List<String> looks = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            looks.add(Look.colour(i) + " " + Look.marker(i) + " "
                    + java.util.Arrays.toString(Look.line(i).getDashArray()));
        }

        assertThat(looks).doesNotHaveDuplicates();
    }

    private static RunResults sample() {
        return RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false);
    }

    private static OperatingPoint point(double score) {
        return SampleRecords.point("cost-50", "accuracy", score, 2);
    }
}
