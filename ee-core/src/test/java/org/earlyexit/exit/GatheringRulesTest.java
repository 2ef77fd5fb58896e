package org.earlyexit.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
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

/** Rules that gather votes, confidence or answers over layers. */
class GatheringRulesTest {

    /** V counted by hand, divided by the layer to the power. */
    @ParameterizedTest(name = "threshold {0}, power {1}, answers {2}: leaves at layer {3}")
    @CsvSource({
        "2, 0, 0101000, 3", // two votes for 0
        "3, 0, 0101000, 5", // 0 has three votes at layer 5
        "1.5, 0.5, 0000000, 3", // 2 / sqrt 2 = 1.41, 3 / sqrt 3 = 1.73
        "1.5, 0.5, 0100000, 4", // 2 / sqrt 3 = 1.15, 3 / sqrt 4 = 1.5
        "9, 0.5, 0000000, 7",
    })
    void voteLeavesOnceAClassHasEnoughVotes(double threshold, double power, String answers, int exitLayer) {
        assertThat(left(new VoteExit(threshold, power), answers).layer()).isEqualTo(exitLayer);
    }

    @Test
    void voteAnswersWithTheSharesOfTheVotes() {
        Left left = left(new VoteExit(3, 0), "10011111");

        assertThat(left.layer()).isEqualTo(5);
        assertThat(left.answer()).isEqualTo(ClassDistribution.ofProbabilities(0.4, 0.6));
    }

    /** L = 4, so the weights are 0, 1/3 and 2/3; every answer has a probability of 3/4. */
    @ParameterizedTest(name = "threshold {0}, answers {1}: leaves at layer {2}")
    @CsvSource({
        "0.2, 0000, 2", // S_2 = 1/4
        "0.3, 0000, 3", // S_3 = 1/4 + 1/2
        "0.8, 0000, 4",
        "0.2, 0111, 3", // S_2 = 0, S_3 = 1/2
        "0.6, 0111, 4",
        "0, 0101, 4", // nothing leaves without an agreement
        "0, 0011, 2",
    })
    void confidenceIsGatheredWhileAnswersAgree(double threshold, String answers, int exitLayer) {
        assertThat(left(new ResetScoreExit(threshold), answers).layer()).isEqualTo(exitLayer);
    }

    @Test
    void aRunOfOneLayersEventsMayBeginAtTheFirst() {
        ExitStrategy confident = new RunLengthExit(LayerEvent.beyond(Signals.maxProbability(), 0.7), 2);

        assertThat(left(confident, "0101").layer()).isEqualTo(2);
    }

    @Test
    void closeAnswersAreThoseThatDivergeByLess() {
        LayerEvent close = LayerEvent.closeAnswers(Divergence.DISAGREEMENT, 0.5);

        assertThat(left(new RunLengthExit(close, 1), "0100").layer()).isEqualTo(4);
        assertThat(left(new RunLengthExit(close, 1), "01000").layer()).isEqualTo(4);
        assertThat(left(new RunLengthExit(LayerEvent.closeAnswers(Divergence.KL, 0), 1), "0000")
                        .layer())
                .isEqualTo(4);
    }

    /** Hazards of 1/2 leave 1/2, 1/4, 1/8 behind. */
    @ParameterizedTest(name = "quantile {0}: leaves at layer {1}")
    @CsvSource({"0, 1", "0.5, 2", "0.7, 2", "0.8, 3", "0.95, 4", "1, 4"})
    void aSampleLeavesOnceItHasProbablyStopped(double quantile, int exitLayer) {
        Signal half = new Signal() {
            @Override
            public double value(LayerEvidence evidence) {
                return 0.5;
            }

            @Override
            public Orientation orientation() {
                return Orientation.HIGH_MEANS_STOP;
            }
        };
        ExitStrategy rule = new SurvivalExit(half, quantile);

        assertThat(left(rule, "0000").layer()).isEqualTo(exitLayer);
        assertThat(left(rule, "0000").layer()).isEqualTo(exitLayer);
    }

    /** Probabilities of class 0: 1/4, 3/4, 1/2, ...; the run is layers 2 and 3. */
    @Test
    void whatIsCombinedIsTheLastAnswerTheRunOrAll() {
        List<LayerEvidence> seen = List.of(
                evidence(1, 5, ClassDistribution.ofProbabilities(0.25, 0.75)),
                evidence(2, 5, ClassDistribution.ofProbabilities(0.75, 0.25)),
                evidence(3, 5, ClassDistribution.ofProbabilities(0.5, 0.5)));

        assertThat(Combiner.CURRENT.answer(seen, 2)).isSameAs(seen.get(2).prediction());
        assertThat(Combiner.MEAN_OF_RUN.answer(seen, 2)).isEqualTo(ClassDistribution.ofProbabilities(0.625, 0.375));
        assertThat(Combiner.MEAN_OF_RUN.answer(seen, 1)).isSameAs(seen.get(2).prediction());
        assertThat(Combiner.MEAN_OF_ALL.answer(seen, 2)).isEqualTo(ClassDistribution.ofProbabilities(0.5, 0.5));
    }

    @Test
    void numbersAreCombinedToo() {
        List<LayerEvidence> seen =
                List.of(evidence(1, 3, new RegressionValue(1)), evidence(2, 3, new RegressionValue(4)));

        assertThat(Combiner.MEAN_OF_ALL.answer(seen, 1)).isEqualTo(new RegressionValue(2.5));
    }

    @Test
    void votesAndConfidenceNeedClasses() {
        LayerEvidence number = evidence(1, 2, new RegressionValue(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VoteExit(1, 0).open().decide(number))
                .withMessage(
                        "answers must be distributions over classes to be voted on, was RegressionValue[value=1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResetScoreExit(1).open().decide(number))
                .withMessage("answers must be distributions over classes to agree, was RegressionValue[value=1.0]");
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VoteExit(0, 0))
                .withMessage("threshold must be above 0, was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VoteExit(1, 1))
                .withMessage("power must be in [0, 1), was 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SurvivalExit(Signals.margin(), -1))
                .withMessage("quantile must be in [0, 1], was -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResetScoreExit(1.5))
                .withMessage("threshold must be in [0, 1], was 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerEvent.beyond(Signals.margin(), Double.NaN))
                .withMessage("threshold must be a number, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerEvent.closeAnswers(Divergence.KL, -1))
                .withMessage("threshold must be at least 0, was -1.0");
    }

    private static Left left(ExitStrategy strategy, String classes) {
        List<Prediction> answers = new ArrayList<>();
        for (int i = 0; i < classes.length(); i++) {
            double first = classes.charAt(i) == '0' ? 0.75 : 0.25;
            answers.add(ClassDistribution.ofProbabilities(first, 1 - first));
        }
        ExitSession session = strategy.open();
        for (int layer = 1; layer < answers.size(); layer++) {
            LayerEvidence evidence = evidence(layer, answers.size(), answers.get(layer - 1));
            if (session.decide(evidence) instanceof ExitDecision.Exit exit) {
                return new Left(layer, exit.answer());
            }
        }
        return new Left(answers.size(), answers.get(answers.size() - 1));
    }

    private static LayerEvidence evidence(int layer, int layers, Prediction answer) {
        return new LayerEvidence(new LayerPosition(layer, layers), answer);
    }

    private record Left(int layer, Prediction answer) {}
}
