package org.earlyexit.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Feature;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.spi.Scores;
import org.junit.jupiter.api.Test;

class SignalsTest {

    private static final LayerPosition LAYER = new LayerPosition(1, 2);

    /** The first two are golden values of the specification; ln 3 and ln 2 by hand. */
    @Test
    void entropyIsInNats() {
        assertThat(Signals.entropy().value(answer(.5, .5))).isCloseTo(.6931472, within(1e-7));
        assertThat(Signals.entropy().value(answer(.9, .1))).isCloseTo(.3250830, within(1e-7));
        assertThat(Signals.entropy().value(answer(1, 0, 0))).isZero();
        assertThat(Signals.entropy().orientation()).isEqualTo(Orientation.LOW_MEANS_STOP);
    }

    @Test
    void normalizedEntropyIsAShareOfTheLargest() {
        double third = 1 / 3.0;
        assertThat(Signals.normalizedEntropy().value(answer(third, third, third)))
                .isCloseTo(1, within(1e-12));
        assertThat(Signals.normalizedEntropy().value(answer(.5, .5, 0)))
                .isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
        assertThat(Signals.normalizedEntropy().orientation()).isEqualTo(Orientation.LOW_MEANS_STOP);
    }

    @Test
    void probabilitiesSpeakForLeavingWhenHigh() {
        assertThat(Signals.maxProbability().value(answer(.25, .5, .25))).isEqualTo(.5);
        assertThat(Signals.margin().value(answer(.125, .5, .375))).isEqualTo(.125);
        assertThat(Signals.margin().value(answer(.5, .5))).isZero();
        assertThat(Signals.maxProbability().orientation()).isEqualTo(Orientation.HIGH_MEANS_STOP);
        assertThat(Signals.margin().orientation()).isEqualTo(Orientation.HIGH_MEANS_STOP);
    }

    /** Probabilities 1/5 and 4/5 are 1/3 and 2/3 at a temperature of 2, and 1/17 and 16/17 at one of 1/2. */
    @Test
    void aTemperatureOfItsOwnFlattensOrSharpensEachLayer() {
        Signal tempered = Signals.maxProbability(List.of(2.0));

        assertThat(tempered.value(answer(.2, .8))).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(Signals.maxProbability(List.of(.5)).value(answer(.2, .8))).isCloseTo(16 / 17.0, within(1e-12));
        assertThat(tempered.orientation()).isEqualTo(Orientation.HIGH_MEANS_STOP);
        assertThat(tempered).hasToString("max probability at temperatures [2.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signals.maxProbability(List.of(1.0, 0.0)))
                .withMessage("temperatures must be above 0, were [1.0, 0.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signals.maxProbability(List.of()).value(answer(.2, .8)))
                .withMessage("temperatures must be given for layer 1, were 0");
    }

    @Test
    void scoresAreReadByName() {
        LayerEvidence evidence = new LayerEvidence(
                LAYER, new RegressionValue(0), new Scores(List.of("exit", "halt"), .25f, .75f), Feature.EMPTY);

        assertThat(Signals.score("halt").value(evidence)).isEqualTo(.75);
        assertThat(Signals.score("halt").orientation()).isEqualTo(Orientation.HIGH_MEANS_STOP);
        assertThat(Signals.score("halt", Orientation.LOW_MEANS_STOP).orientation())
                .isEqualTo(Orientation.LOW_MEANS_STOP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signals.score("go").value(evidence))
                .withMessage("No score is called 'go'; this model says: [exit, halt]");
    }

    @Test
    void signalsOfOneKindAreEqual() {
        assertThat(Signals.entropy()).isEqualTo(Signals.entropy()).isNotEqualTo(Signals.margin());
        assertThat(Signals.score("exit")).isEqualTo(Signals.score("exit")).isNotEqualTo(Signals.score("halt"));
    }

    @Test
    void refusesARegression() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signals.normalizedEntropy().value(new LayerEvidence(LAYER, new RegressionValue(2.5))))
                .withMessage("the signal normalized entropy must be read from a distribution over classes,"
                        + " was RegressionValue[value=2.5]; use a strategy that knows regression");
    }

    private static LayerEvidence answer(double... probabilities) {
        return new LayerEvidence(LAYER, ClassDistribution.ofProbabilities(probabilities));
    }
}
