package org.earlyexit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceExitsTest {

    /** One right from layer 2 on, one right in between, one right at first and at last, never, always. */
    private static final String[] ANSWERS = {"0111", "0110", "1001", "0000", "1111"};

    private static final Labels ALL_ONES = Labels.classes(1, 1, 1, 1, 1);

    @TempDir
    private Path folder;

    @Test
    void theOracleLeavesAtTheShallowestRightLayerOrTheLast() {
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), ANSWERS)) {
            Outcomes oracle = new ReferenceExits(trace).oracle(ALL_ONES);

            assertThat(exitLayers(oracle)).containsExactly(2, 2, 1, 4, 1);
            assertThat(oracle.answer(1)).isEqualTo(trace.prediction(1, 2));
        }
    }

    @Test
    void theOracleOfARegressionLeavesAtTheShallowestOfTheClosestLayers() {
        Path file = folder.resolve("t");
        try (TraceWriter writer = TraceWriter.create(file, Traces.header(Traces.REGRESSION, 2, 3))) {
            writer.accept(1, new int[] {0, 1}, new float[] {1, 5}, new float[0]);
            writer.accept(2, new int[] {0, 1}, new float[] {3, 2}, new float[0]);
            writer.accept(3, new int[] {0, 1}, new float[] {1, 4}, new float[0]);
        }

        try (LayerTrace trace = LayerTrace.open(file)) {
            // Errors 1 1 1 and 1 2 0.
            assertThat(exitLayers(new ReferenceExits(trace).oracle(Labels.values(2, 4))))
                    .containsExactly(1, 3);
        }
    }

    @Test
    void aSampleIsMemorizedFromWhereTheAnswerStaysRight() {
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), ANSWERS)) {
            assertThat(new ReferenceExits(trace).memorizedLayers(ALL_ONES)).containsExactly(2, 4, 4, 4, 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ReferenceExits(trace).memorizedLayers(Labels.values(1, 1, 1, 1, 1)))
                    .withMessage("labels must be classes to be memorized, were numbers");
        }
    }

    @Test
    void randomExitsAreTheSameLayersInAnotherOrder() {
        try (LayerTrace trace = Traces.random(folder.resolve("t"), Traces.THREE_CLASSES, 200, 4, 1)) {
            ReferenceExits exits = new ReferenceExits(trace);
            Outcomes like = Outcomes.ofExits(
                    sample -> trace.prediction(sample, 1),
                    IntStream.range(0, 200).map(i -> 1 + i / 50).toArray());
            Outcomes random = exits.random(like, 5);

            assertThat(random.exitHistogram(4)).containsExactly(50, 50, 50, 50);
            assertThat(exitLayers(random)).isNotEqualTo(exitLayers(like));
            assertThat(exitLayers(exits.random(like, 5))).isEqualTo(exitLayers(random));
            assertThat(exitLayers(exits.random(like, 6))).isNotEqualTo(exitLayers(random));
            assertThat(random.answer(7)).isEqualTo(trace.prediction(7, random.exitLayer(7)));
        }
    }

    @Test
    void aFixedLayerIsTheSameForAll() {
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), ANSWERS)) {
            Outcomes fixed = new ReferenceExits(trace).fixed(3);

            assertThat(fixed.exitHistogram(4)).containsExactly(0, 0, 5, 0);
            assertThat(fixed.answer(2)).isEqualTo(trace.prediction(2, 3));
        }
    }

    @Test
    void theMajorityIsTheFirstOfTheMostFrequentClassesOrTheMean() {
        assertThat(ReferenceExits.majority(new TaskKind.Classification(3), Labels.classes(2, 1, 2, 1, 0)))
                .isEqualTo(ClassDistribution.ofProbabilities(0, 1, 0));
        assertThat(ReferenceExits.majority(new TaskKind.Regression(), Labels.values(1, 2, 6)))
                .isEqualTo(new RegressionValue(3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceExits.majority(new TaskKind.Regression(), Labels.values()))
                .withMessage("training labels must be at least one, were none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceExits.majority(new TaskKind.Classification(2), Labels.classes(2)))
                .withMessageStartingWith("the class of sample 0 must be in 0..1, was 2");
    }

    @Test
    void refusesLabelsOfAnotherSplit() {
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), ANSWERS)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ReferenceExits(trace).oracle(Labels.classes(1)))
                    .withMessage("labels must be as many as the 5 samples, were 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ReferenceExits(trace).oracle(Labels.values(1, 1, 1, 1, 1)))
                    .withMessage("labels must be classes for a trace of classes, were numbers");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ReferenceExits(trace)
                            .random(Outcomes.ofExits(i -> trace.prediction(i, 1), new int[] {1}), 1))
                    .withMessage("exits must be of the 5 samples of the trace, were of 1");
        }
    }

    private static int[] exitLayers(Outcomes outcomes) {
        return IntStream.range(0, outcomes.samples()).map(outcomes::exitLayer).toArray();
    }
}
