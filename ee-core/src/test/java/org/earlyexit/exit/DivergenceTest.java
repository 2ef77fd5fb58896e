package org.earlyexit.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.earlyexit.spi.ClassDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DivergenceTest {

    private static final ClassDistribution EVEN = ClassDistribution.ofProbabilities(0.5, 0.5);
    private static final ClassDistribution QUARTER = ClassDistribution.ofProbabilities(0.25, 0.75);

    /** By hand: 1/2 ln 2 + 1/2 ln 2/3, and 1/4 ln 1/2 + 3/4 ln 3/2. */
    @Test
    void kullbackAndLeiblersHasADirection() {
        double there = Math.log(4 / 3.0) / 2;
        double back = 0.75 * Math.log(1.5) - 0.25 * Math.log(2);

        assertThat(Divergence.KL.between(EVEN, QUARTER)).isCloseTo(there, within(1e-15));
        assertThat(Divergence.REVERSED_KL.between(EVEN, QUARTER)).isCloseTo(back, within(1e-15));
        assertThat(Divergence.SYMMETRIC_KL.between(EVEN, QUARTER)).isCloseTo((there + back) / 2, within(1e-15));
        assertThat(Divergence.SYMMETRIC_KL.between(QUARTER, EVEN)).isCloseTo((there + back) / 2, within(1e-15));
    }

    /** By hand with the mixture (3/8, 5/8): 1/2 ln 16/15 and 1/4 ln 2/3 + 3/4 ln 6/5, halved. */
    @Test
    void jensenAndShannonsComparesBothWithTheirMixture() {
        double value = (Math.log(16 / 15.0) / 2 + Math.log(2 / 3.0) / 4 + 0.75 * Math.log(1.2)) / 2;

        assertThat(Divergence.JENSEN_SHANNON.between(EVEN, QUARTER)).isCloseTo(value, within(1e-15));
        assertThat(Divergence.JENSEN_SHANNON.between(QUARTER, EVEN)).isCloseTo(value, within(1e-15));
    }

    @Test
    void answersThatExcludeEachOtherAreInfinitelyFarOrLnTwoApart() {
        ClassDistribution first = ClassDistribution.ofProbabilities(1, 0);
        ClassDistribution second = ClassDistribution.ofProbabilities(0, 1);

        assertThat(Divergence.KL.between(first, second)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Divergence.JENSEN_SHANNON.between(first, second)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(Divergence.DISAGREEMENT.between(first, second)).isEqualTo(1);
        assertThat(Divergence.DISAGREEMENT.between(QUARTER, second)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void equalAnswersAreNotApart(Divergence divergence) {
        assertThat(divergence.between(QUARTER, QUARTER)).isZero();
    }

    @Test
    void answersOfDifferentTasksAreRefused() {
        ClassDistribution three = ClassDistribution.ofProbabilities(0.5, 0.25, 0.25);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Divergence.KL.between(EVEN, three))
                .withMessage("answers must be of the same classes, were of 2 and 3");
    }
}
