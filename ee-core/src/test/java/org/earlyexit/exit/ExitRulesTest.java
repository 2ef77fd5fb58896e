package org.earlyexit.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.DoubleStream;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitRulesTest {

    /** From the counter in the class comment, by hand; the last layer, 6, is never asked. */
    @ParameterizedTest(name = "length {0}, answers {1}: leaves at layer {2}")
    @CsvSource({
        "1, 000000, 2", // the second layer agrees with the first
        "1, 010011, 4", // wait for two neighbours that agree: layers 3 and 4
        "2, 001011, 6", // a disagreement starts the count again
        "2, 001110, 5", // three equal answers end at layer 5
        "3, 010101, 6", // nothing ever agrees
        "6, 000000, 6", // more than can ever be
    })
    void runLengthLeavesOnceTheSameClassWasRepeated(int length, String classes, int exitLayer) {
        List<Prediction> answers = classes.chars()
                .mapToObj(digit -> (Prediction) ClassDistribution.ofLogits(digit == '0' ? 1 : 0, digit == '0' ? 0 : 1))
                .toList();

        assertThat(exitLayer(new RunLengthExit(LayerEvent.sameClass(), length), answers))
                .isEqualTo(exitLayer);
    }

    @Test
    void runLengthComparesValuesWithATolerance() {
        RunLengthExit rule = new RunLengthExit(LayerEvent.closeValues(.5), 2);

        assertThat(exitLayer(rule, values(1, 1.25, 1.5, 9, 9))).isEqualTo(3);
        // A difference equal to the tolerance does not count.
        assertThat(exitLayer(rule, values(1, 1.5, 2, 2.5, 3))).isEqualTo(5);
    }

    @Test
    void eachSampleHasItsOwnCount() {
        ExitStrategy rule = new RunLengthExit(LayerEvent.closeValues(1), 1);
        List<Prediction> answers = values(1, 1, 1);

        assertThat(exitLayer(rule, answers)).isEqualTo(2);
        assertThat(exitLayer(rule, answers)).isEqualTo(2);
    }

    @Test
    void thresholdOnALowSignalLeavesStrictlyBelow() {
        List<Prediction> answers = List.of(
                ClassDistribution.ofProbabilities(.5, .5),
                ClassDistribution.ofProbabilities(1, 0),
                new RegressionValue(0));

        assertThat(exitLayer(new ThresholdExit(Signals.entropy(), 0), answers)).isEqualTo(3);
        assertThat(exitLayer(new ThresholdExit(Signals.entropy(), .1), answers)).isEqualTo(2);
        assertThat(exitLayer(new ThresholdExit(Signals.entropy(), .7), answers)).isEqualTo(1);
    }

    @Test
    void thresholdOnAHighSignalLeavesAtTheThreshold() {
        List<Prediction> answers = List.of(
                ClassDistribution.ofProbabilities(.5, .5),
                ClassDistribution.ofProbabilities(.75, .25),
                new RegressionValue(0));

        assertThat(exitLayer(new ThresholdExit(Signals.maxProbability(), .5), answers))
                .isEqualTo(1);
        assertThat(exitLayer(new ThresholdExit(Signals.maxProbability(), .75), answers))
                .isEqualTo(2);
        assertThat(exitLayer(new ThresholdExit(Signals.maxProbability(), .76), answers))
                .isEqualTo(3);
    }

    @Test
    void nanNeverStops() {
        assertThat(Orientation.LOW_MEANS_STOP.stops(Double.NaN, 1)).isFalse();
        assertThat(Orientation.HIGH_MEANS_STOP.stops(Double.NaN, 0)).isFalse();
    }

    @Test
    void fixedLayerLeavesThereOrAtTheLast() {
        List<Prediction> answers = values(1, 2, 3, 4);

        assertThat(exitLayer(new FixedLayerExit(1), answers)).isEqualTo(1);
        assertThat(exitLayer(new FixedLayerExit(3), answers)).isEqualTo(3);
        assertThat(exitLayer(new FixedLayerExit(9), answers)).isEqualTo(4);
    }

    @Test
    void eventsRefuseTheOtherKindOfTask() {
        LayerEvidence number = evidence(1, 2, new RegressionValue(1));
        LayerEvidence classes = evidence(1, 2, ClassDistribution.ofProbabilities(1, 0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerEvent.sameClass().happened(number, number))
                .withMessage("answers must be distributions over classes to be the same class,"
                        + " was RegressionValue[value=1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerEvent.closeValues(1).happened(classes, classes))
                .withMessage("answers must be numbers to be close to each other, was ClassDistribution[1.0, 0.0]");
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunLengthExit(LayerEvent.sameClass(), 0))
                .withMessage("length must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FixedLayerExit(0))
                .withMessage("layer must be at least 1, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ThresholdExit(Signals.entropy(), Double.NaN))
                .withMessage("threshold must be a number, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerEvent.closeValues(Double.NaN))
                .withMessage("tolerance must be above 0, was NaN");
    }

    private static int exitLayer(ExitStrategy strategy, List<Prediction> answers) {
        ExitSession session = strategy.open();
        for (int layer = 1; layer < answers.size(); layer++) {
            Prediction answer = answers.get(layer - 1);
            if (session.decide(evidence(layer, answers.size(), answer)) instanceof ExitDecision.Exit exit) {
                assertThat(exit.answer()).isSameAs(answer);
                return layer;
            }
        }
        return answers.size();
    }

    private static LayerEvidence evidence(int layer, int layers, Prediction answer) {
        return new LayerEvidence(new LayerPosition(layer, layers), answer);
    }

    private static List<Prediction> values(double... values) {
        return DoubleStream.of(values)
                .mapToObj(value -> (Prediction) new RegressionValue(value))
                .toList();
    }
}
