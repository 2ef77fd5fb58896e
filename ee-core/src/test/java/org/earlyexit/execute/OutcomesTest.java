package org.earlyexit.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private static final List<Prediction> ANSWERS = List.of(new RegressionValue(1), new RegressionValue(2));

    @Test
    void everyLayerUpToTheExitRanUnlessSaidOtherwise() {
        Outcomes outcomes = Outcomes.ofExits(ANSWERS, new int[] {2, 64});

        assertThat(outcomes.samples()).isEqualTo(2);
        assertThat(outcomes.answer(1)).isEqualTo(new RegressionValue(2));
        assertThat(outcomes.exitLayer(0)).isEqualTo(2);
        assertThat(outcomes.executedLayers(0)).isEqualTo(2);
        assertThat(outcomes.executedLayers(1)).isEqualTo(64);
        assertThat(outcomes.executed(0, 2)).isTrue();
        assertThat(outcomes.executed(0, 3)).isFalse();
        assertThat(outcomes.executed(0, 0)).isFalse();
        assertThat(outcomes.executed(1, 64)).isTrue();
        assertThat(outcomes.executed(1, 65)).isFalse();
    }

    @Test
    void skippedLayersDidNotRun() {
        Outcomes outcomes = new Outcomes(ANSWERS, new int[] {3, 1}, new long[] {0b101, 0});

        assertThat(outcomes.executed(0, 1)).isTrue();
        assertThat(outcomes.executed(0, 2)).isFalse();
        assertThat(outcomes.executedLayers(0)).isEqualTo(2);
        assertThat(outcomes.executedLayers(1)).isZero();
    }

    @Test
    void countsTheExitsOfEachLayer() {
        Outcomes outcomes = Outcomes.ofExits(i -> new RegressionValue(i), new int[] {2, 3, 2});

        assertThat(outcomes.answer(2)).isEqualTo(new RegressionValue(2));
        assertThat(outcomes.exitHistogram(4)).containsExactly(0, 2, 1, 0);
        assertThat(outcomes.meanExitLayer()).isEqualTo(7 / 3.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outcomes.exitHistogram(2))
                .withMessage("exit layers must be in 1..2, the model's layers, was 3");
    }

    @Test
    void hasNoMeanWithoutSamples() {
        assertThat(Outcomes.ofExits(List.of(), new int[0]).meanExitLayer()).isNaN();
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcomes.ofExits(ANSWERS, new int[] {1}))
                .withMessage("answers must be as many as the 1 exit layers, were 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcomes(ANSWERS, new int[] {1, 1}, new long[] {1}))
                .withMessage("executed layers must be as many as the 2 exit layers, were 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcomes(ANSWERS, new int[] {1, 1}, new long[] {1, 2}))
                .withMessage("executed layers must not lie after the exit layer 1, were 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcomes.ofExits(ANSWERS, new int[] {1, 0}))
                .withMessage("the exit layer of sample 1 must be in 1..64, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Outcomes.ofExits(ANSWERS, new int[] {65, 1}))
                .withMessage("the exit layer of sample 0 must be in 1..64, was 65");
    }

    @Test
    void layersMayRunForSomeTokens() {
        double[][] shares = {{1, 1, 1}, {0.25, 0, 1}};

        Outcomes outcomes = Outcomes.ofExits(
                i -> new RegressionValue(i), new int[] {3, 3}, (sample, layer) -> shares[sample][layer - 1]);

        assertThat(outcomes.share(0, 2)).isEqualTo(1);
        assertThat(outcomes.share(1, 1)).isEqualTo(0.25);
        assertThat(outcomes.share(1, 2)).isZero();
        assertThat(outcomes.share(1, 3)).isEqualTo(1);
        assertThat(outcomes.share(1, 4)).isZero();
        assertThat(outcomes.executedLayers(1)).isEqualTo(2);
    }
}
