package org.earlyexit.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.spi.ClassDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reference values come from {@code src/test/reference/stats.py}, which asks scipy and numpy. */
class StatisticsTest {

    private static final double EXACT = 1e-9;

    @ParameterizedTest
    @CsvSource({
        "10, 3, 0.09228515625",
        "25, 25, 1.0",
        "1, 0, 1.0",
        "60, 31, 0.00311268984839376",
        "0, 7, 0.015625",
        "412, 377, 0.22609040524167792",
        "0, 0, 1.0",
    })
    void mcNemarIsTheExactBinomialTest(int onlyFirst, int onlySecond, double pValue) {
        assertThat(McNemar.of(onlyFirst, onlySecond).pValue()).isCloseTo(pValue, within(EXACT));
    }

    @Test
    void mcNemarCountsTheSamplesThatTellTwoMethodsApart() {
        boolean[] first = {true, true, false, true, false};
        boolean[] second = {true, false, true, false, false};

        McNemar test = McNemar.of(5, i -> first[i], i -> second[i]);

        assertThat(test.onlyFirst()).isEqualTo(2);
        assertThat(test.onlySecond()).isEqualTo(1);
    }

    /** Worked by hand: 4 x .005, 3 x .01, then 2 x .03 = .06, and .04 is pulled up to .06. */
    @Test
    void holmStepsDown() {
        assertThat(Holm.adjusted(List.of(0.01, 0.04, 0.03, 0.005))).containsExactly(0.03, 0.06, 0.06, 0.02);
        assertThat(Holm.adjusted(List.of(0.9, 0.6))).containsExactly(1.0, 1.0);
        assertThat(Holm.adjusted(List.of())).isEmpty();
    }

    @Test
    void theViolationRatioIsThatOfTheQuantileFunctions() {
        double[] a = {0.5, 0.7, 0.9};
        double[] b = {0.6, 0.65, 0.75, 0.8, 0.62};

        assertThat(AlmostStochasticOrder.violation(a, b)).isCloseTo(0.4081225033288948, within(EXACT));
        assertThat(AlmostStochasticOrder.violation(b, a)).isCloseTo(1 - 0.4081225033288948, within(EXACT));
        assertThat(AlmostStochasticOrder.violation(
                        new double[] {0.8, 0.82, 0.79, 0.85}, new double[] {0.78, 0.81, 0.8, 0.79}))
                .isZero();
        assertThat(AlmostStochasticOrder.violation(a, a)).isEqualTo(0.5);
    }

    @Test
    void theBoundIsAboveTheRatioAndSureWhereOneIsAlwaysBetter() {
        double[] better = {0.8, 0.81, 0.82, 0.83, 0.84};
        double[] worse = {0.5, 0.51, 0.52, 0.53, 0.54};
        double[] mixed = {0.4, 0.95, 0.81, 0.7, 0.99};

        assertThat(AlmostStochasticOrder.bound(better, worse, 500, 1)).isZero();
        assertThat(AlmostStochasticOrder.bound(worse, better, 500, 1)).isEqualTo(1);
        assertThat(AlmostStochasticOrder.bound(better, mixed, 500, 1))
                .isGreaterThan(AlmostStochasticOrder.violation(better, mixed))
                .isEqualTo(AlmostStochasticOrder.bound(better, mixed, 500, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AlmostStochasticOrder.bound(new double[] {1}, worse, 500, 1))
                .withMessageContaining("at least two seeds");
    }

    @ParameterizedTest
    @CsvSource({
        "277, 0.2, 0.07495994211235459",
        "408, 0.1, 0.04373390304020034",
        "40430, 0.05, 0.0031154752446479056",
        "71, 0.5, 0.23122112370138337",
        "100, 0, 0",
    })
    void theDetectableEffectSolvesConnorsEquation(int n, double apart, double effect) {
        assertThat(DetectableEffect.of(n, apart)).isCloseTo(effect, within(EXACT));
    }

    @Test
    void anIntervalInterpolatesBetweenOrderStatistics() {
        Interval interval = Interval.of(new double[] {3.1, 0.2, 5.5, 2.2, 9.1, 4.4, 7.3});

        assertThat(interval.low()).isCloseTo(0.5, within(EXACT));
        assertThat(interval.high()).isCloseTo(8.83, within(EXACT));
        assertThat(interval.contains(0.6)).isTrue();
        assertThat(interval.contains(8.9)).isFalse();
    }

    @Test
    void calibrationErrorIsThatOfFifteenBins() {
        double[] confidence = {0.51, 0.6, 0.62, 0.7, 0.95, 0.99, 1.0, 0.4, 0.2, 0.9333333333333333};
        int[] right = {1, 0, 1, 1, 1, 1, 0, 0, 1, 1};
        CalibrationError error = new CalibrationError();

        IntStream.range(0, right.length).forEach(i -> error.add(confidence[i], right[i] == 1));

        assertThat(error.value()).isCloseTo(0.3976666666666666, within(EXACT));
        assertThat(error.size()).isEqualTo(10);
        assertThat(error.count(14)).isEqualTo(3);
        assertThat(error.accuracy(14)).isCloseTo(2.0 / 3, within(EXACT));
        assertThat(error.confidence(14)).isCloseTo(0.98, within(EXACT));
    }

    /** scipy's exact test over all exchanges gives 0.125; ours draws some of them. */
    @Test
    void thePermutationTestDrawsFromTheExactOne() {
        int[] first = {1, 1, 1, 1, 1, 1, 1, 0, 0, 1};
        int[] second = {0, 0, 0, 1, 0, 0, 1, 0, 1, 0};
        Labels gold = Labels.classes(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
        RunScore one = RunScore.of(Metric.ACCURACY, gold, i -> first[i]);
        RunScore other = RunScore.of(Metric.ACCURACY, gold, i -> second[i]);

        double pValue = PermutationTest.pValue(List.of(one), List.of(other), 100_000, 1);

        assertThat(pValue).isCloseTo(0.125, within(0.005));
        assertThat(PermutationTest.pValue(List.of(one), List.of(other), 100_000, 1))
                .isEqualTo(pValue);
        assertThat(PermutationTest.pValue(List.of(one), List.of(one), 1000, 1)).isEqualTo(1);
    }

    @Test
    void correlationsOfDrawnSamplesAreThoseOfTheRepeatedRows() {
        Labels gold = Labels.values(1, 2, 2, 4, 5, 3.5);
        double[] said = {1.5, 1.5, 3, 3.5, 4, 2};
        int[] counts = {2, 0, 1, 1, 1, 1};
        Resample drawn = Resample.of(counts);

        assertThat(RunScore.of(Metric.PEARSON, gold, i -> said[i]).score(drawn))
                .isCloseTo(0.8286876489787542, within(EXACT));
        assertThat(RunScore.of(Metric.SPEARMAN, gold, i -> said[i]).score(drawn))
                .isCloseTo(0.9411764705882354, within(EXACT));
    }

    /** The bit-wise count must be the metric's own, on 64 samples a word and a ragged last word. */
    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            names = {"ACCURACY", "F1", "MATTHEWS"})
    void scoresOfDrawnSamplesAreTheMetricsOwn(Metric metric) {
        SplittableRandom random = new SplittableRandom(7);
        int n = 131;
        int[] gold = random.ints(n, 0, 2).toArray();
        int[] answers = random.ints(n, 0, 2).toArray();
        Resample drawn = Resample.draw(n, random);
        int[] rows = IntStream.range(0, n)
                .flatMap(i -> IntStream.range(0, drawn.count(i)).map(k -> i))
                .toArray();

        double score =
                RunScore.of(metric, Labels.classes(gold), i -> answers[i]).score(drawn);

        assertThat(rows).hasSize(n);
        assertThat(score)
                .isCloseTo(
                        metric.evaluate(Labels.classes(gold).select(rows), i -> certain(answers[rows[i]]))
                                .value(),
                        within(EXACT));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void exchangingEverythingIsTheOtherRunsScore(Metric metric) {
        SplittableRandom random = new SplittableRandom(3);
        int n = 70;
        int[] gold = random.ints(n, 0, 2).toArray();
        int[] first = random.ints(n, 0, 2).toArray();
        int[] second = random.ints(n, 0, 2).toArray();
        Labels labels = metric.readsClasses()
                ? Labels.classes(gold)
                : Labels.values(IntStream.of(gold).asDoubleStream().toArray());
        RunScore one = RunScore.of(metric, labels, i -> first[i]);
        RunScore other = RunScore.of(metric, labels, i -> second[i]);

        assertThat(one.exchanged(other, new long[] {-1L, -1L})).isCloseTo(other.score(), within(EXACT));
        assertThat(one.exchanged(other, new long[] {0, 0})).isCloseTo(one.score(), within(EXACT));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void exchangingSomeIsTheScoreOfTheMixedAnswers(Metric metric) {
        SplittableRandom random = new SplittableRandom(5);
        int n = 150;
        int[] gold = random.ints(n, 0, 2).toArray();
        int[] first = random.ints(n, 0, 2).toArray();
        int[] second = random.ints(n, 0, 2).toArray();
        long[] mask = {random.nextLong(), random.nextLong(), random.nextLong()};
        Labels labels = metric.readsClasses()
                ? Labels.classes(gold)
                : Labels.values(IntStream.of(gold).asDoubleStream().toArray());
        RunScore mixed = RunScore.of(metric, labels, i -> (mask[i / 64] >>> i % 64 & 1) == 1 ? second[i] : first[i]);

        double exchanged =
                RunScore.of(metric, labels, i -> first[i]).exchanged(RunScore.of(metric, labels, i -> second[i]), mask);

        assertThat(exchanged).isCloseTo(mixed.score(), within(EXACT));
    }

    @Test
    void runsOfDifferentMetricsAreNotExchanged() {
        Labels classes = Labels.classes(0, 1, 1);
        Labels numbers = Labels.values(0, 1, 2);
        RunScore accuracy = RunScore.of(Metric.ACCURACY, classes, i -> 1);
        RunScore pearson = RunScore.of(Metric.PEARSON, numbers, i -> i);

        assertThatIllegalArgumentException().isThrownBy(() -> accuracy.exchanged(pearson, new long[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> pearson.exchanged(accuracy, new long[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accuracy.exchanged(RunScore.of(Metric.F1, classes, i -> 1), new long[1]));
    }

    /** Answers that never change have no correlation, whatever rounding leaves of their variance. */
    @Test
    void aCorrelationOfEqualAnswersIsZero() {
        Labels gold = Labels.values(0.1, 0.7, 0.3);
        RunScore run = RunScore.of(Metric.PEARSON, gold, i -> 0.1);

        assertThat(run.score()).isZero();
        assertThat(run.score(Resample.of(3, 0, 0))).isZero();
        assertThat(RunScore.of(Metric.PEARSON, gold, i -> i).score(Resample.of(0, 3, 0)))
                .isZero();
    }

    @Test
    void aPairsPValueDoesNotDependOnTheOthers() {
        SplittableRandom random = new SplittableRandom(8);
        Labels gold = Labels.classes(random.ints(90, 0, 2).toArray());
        List<List<RunScore>> methods = IntStream.range(0, 3)
                .mapToObj(method -> {
                    int[] answers = random.ints(90, 0, 2).toArray();
                    return List.of(RunScore.of(Metric.F1, gold, i -> answers[i]));
                })
                .toList();
        List<PermutationTest.Pair> pairs = List.of(new PermutationTest.Pair(0, 1), new PermutationTest.Pair(2, 1));

        double[] together = PermutationTest.pValues(methods, pairs, 1000, 4);

        assertThat(together)
                .containsExactly(
                        PermutationTest.pValue(methods.get(0), methods.get(1), 1000, 4),
                        PermutationTest.pValue(methods.get(2), methods.get(1), 1000, 4));
        assertThat(PermutationTest.pValues(methods, List.of(), 1000, 4)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationTest.pValue(methods.get(0), List.of(), 1000, 4))
                .withMessageContaining("both methods must have the same seeds");
    }

    private static ClassDistribution certain(int answer) {
        double[] probabilities = new double[2];
        probabilities[answer] = 1;
        return ClassDistribution.ofProbabilities(probabilities);
    }

    /**
     * 95 % intervals of an accuracy difference of two methods whose true difference is known must hold it in about 95
     * of 100 made-up splits. Of 400, four standard deviations below is 0.906.
     */
    @Test
    void bootstrapIntervalsHoldTheTruthAsOftenAsTheySay() {
        int trials = 400;
        int n = 200;
        SplittableRandom random = new SplittableRandom(11);
        Labels gold = Labels.classes(new int[n]);
        int held = 0;
        double sampleDeviations = 0;
        for (int trial = 0; trial < trials; trial++) {
            int[] first = new int[n];
            int[] second = new int[n];
            for (int i = 0; i < n; i++) {
                double hardness = random.nextDouble();
                first[i] = hardness < 0.8 ? 0 : 1;
                second[i] = hardness < 0.7 || hardness > 0.95 ? 0 : 1;
            }
            PairedDifference difference = difference(gold, first, second, trial);
            held += difference.overSamples().contains(0.8 - 0.75) ? 1 : 0;
            sampleDeviations += difference.sampleDeviation() / trials;
        }

        assertThat(held / (double) trials).isBetween(0.906, 0.99);
        // d is +1 with 0.1 and -1 with 0.05: variance 0.15 - 0.05^2 over n
        assertThat(sampleDeviations).isCloseTo(Math.sqrt((0.15 - 0.0025) / n), within(0.001));
    }

    private static PairedDifference difference(Labels gold, int[] first, int[] second, int seed) {
        RunScore one = RunScore.of(Metric.ACCURACY, gold, i -> first[i]);
        RunScore other = RunScore.of(Metric.ACCURACY, gold, i -> second[i]);
        double[][] scores = new Bootstrap(gold.size(), 500, seed).scores(List.of(one, other));
        return PairedDifference.of(
                new Resampled(new double[] {one.score()}, new double[][] {scores[0]}),
                new Resampled(new double[] {other.score()}, new double[][] {scores[1]}),
                seed);
    }

    /** Two seeds at +0.1 and -0.1: no difference on average, but a wide one once seeds are drawn too. */
    @Test
    void seedsAndSamplesAreVariancesOfTheirOwn() {
        double[] still = new double[2000];
        java.util.Arrays.fill(still, 0.6);
        double[] low = new double[2000];
        java.util.Arrays.fill(low, 0.5);
        Resampled first = new Resampled(new double[] {0.6, 0.5}, new double[][] {still, low});
        Resampled second = new Resampled(new double[] {0.5, 0.6}, new double[][] {low, still});

        PairedDifference difference = PairedDifference.of(first, second, 1);

        assertThat(difference.mean()).isCloseTo(0, within(EXACT));
        assertThat(difference.sampleDeviation()).isCloseTo(0, within(EXACT));
        assertThat(difference.seedDeviation()).isCloseTo(Math.sqrt(0.02), within(EXACT));
        assertThat(difference.overBoth().low()).isCloseTo(-0.1, within(EXACT));
        assertThat(difference.overBoth().high()).isCloseTo(0.1, within(EXACT));
        assertThat(first.interval().low()).isCloseTo(0.55, within(EXACT));
    }

    @Test
    void theBootstrapGivesTheSameBitsOnAnyNumberOfThreads() {
        Labels gold = Labels.classes(0, 1, 1, 0, 1, 1, 0);
        RunScore run = RunScore.of(Metric.MATTHEWS, gold, i -> i % 2);

        double[][] once = new Bootstrap(7, 100, 5).scores(List.of(run));
        double[][] again = new Bootstrap(7, 100, 5).scores(List.of(run));

        assertThat(once).isDeepEqualTo(again);
        assertThat(new Bootstrap(7, 100, 6).scores(List.of(run))[0]).isNotEqualTo(once[0]);
    }
}
