package org.earlyexit.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.function.IntFunction;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scores and jackknife errors with many digits were worked out in numpy by another way: Matthews as the correlation of
 * one-hot vectors, the jackknife by leaving out the samples one by one.
 */
class MetricTest {

    /** TN 5, FP 2, FN 1, TP 4. */
    private static final int[][] BINARY = {{5, 2}, {1, 4}};

    private static final int[][] THREE_CLASSES = {{3, 1, 0}, {1, 4, 2}, {0, 1, 5}};

    @Test
    void accuracyIsTheShareOfRightAnswers() {
        MetricValue accuracy = Metric.ACCURACY.evaluate(Labels.classes(0, 1, 1, 0), classes(2, 0, 1, 0, 0));

        assertThat(accuracy.value()).isEqualTo(.75);
        assertThat(accuracy.n()).isEqualTo(4);
        assertThat(accuracy.note()).isEmpty();
        // sqrt(.75 * .25 / 4)
        assertThat(accuracy.standardError().orElseThrow()).isCloseTo(Math.sqrt(3) / 8, within(1e-15));
    }

    @Test
    void f1IsThatOfClassOne() {
        MetricValue f1 = Metric.F1.evaluate(confusion(BINARY));

        assertThat(f1.value()).isCloseTo(8 / 11.0, within(1e-15));
        assertThat(f1.standardError().orElseThrow()).isCloseTo(0.16723807770732518, within(1e-12));
    }

    @Test
    void matthewsOfTwoClassesIsThePhiCoefficient() {
        MetricValue matthews = Metric.MATTHEWS.evaluate(confusion(BINARY));

        // (TP TN - FP FN) / sqrt((TP+FP) (TP+FN) (TN+FP) (TN+FN))
        assertThat(matthews.value()).isCloseTo((4 * 5 - 2 * 1) / Math.sqrt(6.0 * 5 * 7 * 6), within(1e-15));
        assertThat(matthews.standardError().orElseThrow()).isCloseTo(0.2827834662748777, within(1e-12));
    }

    @Test
    void matthewsTakesMoreClasses() {
        MetricValue matthews = Metric.MATTHEWS.evaluate(confusion(THREE_CLASSES));

        assertThat(matthews.value()).isCloseTo(0.553191489361702, within(1e-14));
        assertThat(matthews.standardError().orElseThrow()).isCloseTo(0.18663184757522863, within(1e-12));
    }

    @Test
    void matthewsSurvivesSplitsWhoseSquaresOverflowAnInt() {
        int[][] large = {{200_000, 100_000}, {100_000, 200_000}};

        // Phi of a symmetric table: (.2^2 - .1^2) / .3^2
        assertThat(Metric.MATTHEWS.evaluate(confusion(large)).value()).isCloseTo(1 / 3.0, within(1e-12));
    }

    /** Values 1..5 against 2 1 4 3 5: covariance 8, variances 10, so .8; Bonett and Wright's errors from that. */
    @Test
    void pearsonAndSpearmanOfAPermutationAreEqual() {
        Labels gold = Labels.values(1, 2, 3, 4, 5);
        IntFunction<Prediction> answers = values(2, 1, 4, 3, 5);

        MetricValue pearson = Metric.PEARSON.evaluate(gold, answers);
        MetricValue spearman = Metric.SPEARMAN.evaluate(gold, answers);

        assertThat(pearson.value()).isCloseTo(.8, within(1e-14));
        assertThat(spearman.value()).isCloseTo(.8, within(1e-14));
        assertThat(pearson.standardError().orElseThrow()).isCloseTo(.36 / Math.sqrt(2), within(1e-14));
        assertThat(spearman.standardError().orElseThrow()).isCloseTo(.36 * Math.sqrt(1.32 / 2), within(1e-14));
    }

    @Test
    void tiesShareTheirMeanRank() {
        Labels gold = Labels.values(1, 2, 2, 4, 5, 3);
        IntFunction<Prediction> answers = values(1.5, 1, 2, 2, 7, 2.5);

        MetricValue pearson = Metric.PEARSON.evaluate(gold, answers);
        MetricValue spearman = Metric.SPEARMAN.evaluate(gold, answers);

        assertThat(pearson.value()).isCloseTo(0.7882952238031752, within(1e-14));
        assertThat(pearson.standardError().orElseThrow()).isCloseTo(0.21857940799120976, within(1e-14));
        assertThat(spearman.value()).isCloseTo(0.7794117647058825, within(1e-14));
        assertThat(spearman.standardError().orElseThrow()).isCloseTo(0.25875806601470347, within(1e-14));
    }

    @Test
    void correlationsNeitherOverflowNorVanish() {
        Labels gold = Labels.values(1, 2, 3);

        assertThat(Metric.PEARSON
                        .evaluate(gold, values(1e308, 1.1e308, 1.2e308))
                        .value())
                .isCloseTo(1, within(1e-12));
        assertThat(Metric.PEARSON
                        .evaluate(gold, values(-1e-308, -2e-308, -3e-308))
                        .value())
                .isCloseTo(-1, within(1e-12));
        assertThat(Metric.PEARSON.evaluate(gold, values(1, 1, 1 + 0x1p-52)).value())
                .isBetween(.5, 1.0);
    }

    @ParameterizedTest
    @EnumSource
    void anEmptySplitHasNoScore(Metric metric) {
        Labels gold = metric.readsClasses() ? Labels.classes() : Labels.values();

        assertThat(metric.evaluate(gold, values()))
                .isEqualTo(new MetricValue(0, false, 0, OptionalDouble.empty(), "no samples"));
    }

    @Test
    void anEmptyTableHasNoScore() {
        assertThat(Metric.F1.evaluate(new Confusion(2)).defined()).isFalse();
    }

    @Test
    void oneSampleHasAnAccuracy() {
        MetricValue accuracy = Metric.ACCURACY.evaluate(Labels.classes(1), classes(2, 1));

        assertThat(accuracy.value()).isOne();
        assertThat(accuracy.defined()).isTrue();
    }

    @Test
    void oneSampleHasAnF1WithoutError() {
        assertThat(Metric.F1.evaluate(Labels.classes(1), classes(2, 1)))
                .isEqualTo(new MetricValue(1, true, 1, OptionalDouble.empty(), ""));
    }

    @Test
    void matthewsOfOneClassIsZeroAndDegenerate() {
        MetricValue degenerate = new MetricValue(0, true, 3, OptionalDouble.empty(), "degenerate");

        assertThat(Metric.MATTHEWS.evaluate(Labels.classes(1, 1, 1), classes(2, 0, 1, 1)))
                .isEqualTo(degenerate);
        assertThat(Metric.MATTHEWS.evaluate(Labels.classes(0, 1, 1), classes(2, 1, 1, 1)))
                .isEqualTo(degenerate);
    }

    @Test
    void matthewsHasAnErrorWhereOneSampleFewerWouldBeDegenerate() {
        MetricValue matthews = Metric.MATTHEWS.evaluate(Labels.classes(0, 1, 1), classes(2, 0, 1, 1));

        // 1 as it is, 0 without the first sample, 1 without either other: sqrt(2/3 * (4/9 + 1/9 + 1/9)).
        assertThat(matthews.standardError().orElseThrow()).isCloseTo(2 / 3.0, within(1e-14));
    }

    @Test
    void f1WithoutPositivesIsZeroAndDegenerate() {
        assertThat(Metric.F1.evaluate(Labels.classes(0, 0), classes(2, 0, 0)))
                .isEqualTo(new MetricValue(0, true, 2, OptionalDouble.empty(), "degenerate"));
        assertThat(Metric.F1.evaluate(Labels.classes(0, 1), classes(2, 0, 0)).note())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PEARSON", "SPEARMAN"})
    void correlationsOfConstantsAreUndefined(Metric metric) {
        MetricValue answers = metric.evaluate(Labels.values(1, 2, 3), values(.1, .1, .1));
        MetricValue labels = metric.evaluate(Labels.values(0, 0, 0), values(1, 2, 3));
        MetricValue one = metric.evaluate(Labels.values(1), values(1));

        assertThat(answers).isEqualTo(new MetricValue(0, false, 3, OptionalDouble.empty(), "constant answers"));
        assertThat(labels.note()).isEqualTo("constant labels");
        assertThat(one.note()).isEqualTo("fewer than two samples");
    }

    @Test
    void correlationsOfThreeSamplesHaveNoError() {
        assertThat(Metric.PEARSON
                        .evaluate(Labels.values(1, 2, 3), values(1, 2, 4))
                        .standardError())
                .isEmpty();
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.F1.evaluate(confusion(THREE_CLASSES)))
                .withMessage("f1 must have two classes, the second of them positive, had 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.PEARSON.evaluate(confusion(BINARY)))
                .withMessage("the metric pearson must read numbers, not classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.ACCURACY.evaluate(Labels.values(1), values(1)))
                .withMessage("labels must be classes for the metric accuracy, were not");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.PEARSON.evaluate(Labels.classes(1), values(1)))
                .withMessage("labels must be numbers for the metric pearson, were not");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.ACCURACY.evaluate(Labels.classes(1), values(1)))
                .withMessage("answers must be distributions over classes, was RegressionValue[value=1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.PEARSON.evaluate(Labels.values(1), classes(2, 1)))
                .withMessage("the answer to sample 0 must be a finite number, was ClassDistribution[0.0, 1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.PEARSON.evaluate(Labels.values(1, 2), values(1, Double.NaN)))
                .withMessage("the answer to sample 1 must be a finite number, was RegressionValue[value=NaN]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.ACCURACY.evaluate(Labels.classes(2), classes(2, 1)))
                .withMessage("the class of sample 0 must be in 0..1, was 2; give the model the classes of the task");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Confusion(2).add(0, -1, 1))
                .withMessage("answered class must be in 0..1, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Confusion(2).add(2, 0, 1))
                .withMessage("gold class must be in 0..1, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricValue(Double.NaN, true, 1, OptionalDouble.empty(), ""))
                .withMessage("value must be finite, was NaN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "f1", "matthews", "pearson", "spearman"})
    void isFoundById(String id) {
        assertThat(Metric.of(id).id()).isEqualTo(id);
    }

    @Test
    void anUnknownIdIsAnsweredWithThoseThatAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.of("mcc"))
                .withMessage("No metric is called 'mcc'; known: [accuracy, f1, matthews, pearson, spearman]");
    }

    @Test
    void labelsAreClassesOrNumbers() {
        Labels classes = Labels.classes(2, 0, 1);
        Labels values = Labels.values(2.5, -1);

        assertThat(classes.numeric()).isFalse();
        assertThat(classes.select(2, 0).classAt(0)).isEqualTo(1);
        assertThat(classes.select(2, 0).size()).isEqualTo(2);
        assertThat(values.select(1).valueAt(0)).isEqualTo(-1);
        assertThatIllegalStateException()
                .isThrownBy(() -> values.classAt(0))
                .withMessage("labels must be classes to be read as such, were numbers");
        assertThatIllegalStateException()
                .isThrownBy(() -> classes.valueAt(0))
                .withMessage("labels must be numbers to be read as such, were classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.classes(0, -1))
                .withMessage("the class of sample 1 must not be negative, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.values(Double.NaN))
                .withMessage("the value of sample 0 must be finite, was NaN");
    }

    private static Confusion confusion(int[][] counts) {
        Confusion confusion = new Confusion(counts.length);
        for (int gold = 0; gold < counts.length; gold++) {
            for (int answer = 0; answer < counts.length; answer++) {
                confusion.add(gold, answer, counts[gold][answer]);
            }
        }
        return confusion;
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"ACCURACY", "F1", "MATTHEWS"})
    void theScoreAloneIsTheValueWithoutItsError(Metric metric) {
        Confusion confusion = new Confusion(2);
        assertThat(metric.score(confusion)).isZero();
        confusion.add(0, 0, 5);
        assertThat(metric.score(confusion)).isEqualTo(metric.evaluate(confusion).value());
        confusion.add(0, 1, 2);
        confusion.add(1, 0, 3);
        confusion.add(1, 1, 7);

        assertThat(metric.score(confusion)).isEqualTo(metric.evaluate(confusion).value());
    }

    @Test
    void aMetricOfNumbersHasNoScoreOfCounts() {
        Confusion confusion = new Confusion(2);
        confusion.add(0, 0, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.PEARSON.score(confusion))
                .withMessageContaining("must read numbers, not classes");
        Confusion three = new Confusion(3);
        three.add(2, 2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.F1.score(three))
                .withMessageContaining("two classes");
    }

    private static IntFunction<Prediction> classes(int count, int... answers) {
        return sample -> {
            double[] probabilities = new double[count];
            probabilities[answers[sample]] = 1;
            return ClassDistribution.ofProbabilities(probabilities);
        };
    }

    private static IntFunction<Prediction> values(double... answers) {
        return sample -> new RegressionValue(answers[sample]);
    }
}
