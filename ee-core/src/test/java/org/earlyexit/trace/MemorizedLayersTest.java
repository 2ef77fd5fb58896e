package org.earlyexit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.earlyexit.metric.Labels;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemorizedLayersTest {

    private static final TaskKind TWO = new TaskKind.Classification(2);

    /** The truth table of the published code for four layers; 1 is a right answer. */
    @ParameterizedTest
    @CsvSource({"1111, 1", "0111, 2", "1011, 3", "1101, 4", "1110, 4", "0000, 4", "0001, 4"})
    void isTheFirstLayerFromWhichOnEveryAnswerIsRight(String right, int memorized) {
        AnswersInMemory answers = new AnswersInMemory(TWO, 1, 4);
        for (int layer = 1; layer <= 4; layer++) {
            boolean isRight = right.charAt(layer - 1) == '1';
            answers.accept(layer, new int[] {0}, isRight ? new float[] {0, 1} : new float[] {1, 0}, new float[0]);
        }

        assertThat(MemorizedLayers.of(answers, Labels.classes(1))).containsExactly(memorized);
    }

    @Test
    void batchesInAnyOrderAreTakenDownBySample() {
        AnswersInMemory answers = new AnswersInMemory(TWO, 3, 1);
        answers.accept(1, new int[] {2, 0}, new float[] {0, 1, 1, 0}, new float[0]);
        answers.accept(1, new int[] {1}, new float[] {0, 3}, new float[0]);

        assertThat(answers.samples()).isEqualTo(3);
        assertThat(answers.prediction(0, 1)).isNotEqualTo(answers.prediction(1, 1));
        assertThat(MemorizedLayers.of(answers, Labels.classes(0, 1, 1))).containsExactly(1, 1, 1);
    }

    @Test
    void labelsThatAreNoClassesOrNotAsManyAreRefused() {
        AnswersInMemory answers = new AnswersInMemory(TWO, 1, 2);

        assertThatThrownBy(() -> MemorizedLayers.of(answers, Labels.values(1)))
                .hasMessage("labels must be classes to be memorized, were numbers");
        assertThatThrownBy(() -> MemorizedLayers.of(answers, Labels.classes(1, 0)))
                .hasMessage("labels must be as many as the 1 samples, were 2");
    }
}
