package org.earlyexit.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.earlyexit.bench.stats.TradeOff.Point;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.junit.jupiter.api.Test;

/** Worked by hand. */
class TradeOffTest {

    private static final TradeOff CURVE =
            TradeOff.of(List.of(new Point(1, 0.9), new Point(0.25, 0.5), new Point(0.5, 0.8)));

    @Test
    void scoresBetweenPointsLieOnTheLineAndBeyondThereAreNone() {
        assertThat(CURVE.scoreAt(0.375)).hasValueCloseTo(0.65, within(1e-12));
        assertThat(CURVE.scoreAt(0.25)).hasValue(0.5);
        assertThat(CURVE.scoreAt(1)).hasValue(0.9);
        assertThat(CURVE.scoreAt(0.2)).isEmpty();
    }

    @Test
    void equalCostsAreOnePointWithTheirMeanScore() {
        TradeOff tied = TradeOff.of(List.of(new Point(0.5, 0.6), new Point(0.5, 0.8), new Point(1, 0.9)));

        assertThat(tied.scoreAt(0.5)).hasValueCloseTo(0.7, within(1e-12));
    }

    /** From 4x (0.5) to 2x (0.8), 0.65 is half-way: 3x. */
    @Test
    void theMatchedSpeedupLiesWhereTheCurveFirstReachesTheTarget() {
        assertThat(CURVE.speedupAtScore(0.65)).hasValueCloseTo(3.0, within(1e-12));
        assertThat(CURVE.speedupAtScore(0.5)).hasValue(4);
        assertThat(CURVE.speedupAtScore(0.91)).isEmpty();
    }

    /** The line at 0.4 over the common costs 0.25..0.5: mean of 0.5..0.8 less 0.4. */
    @Test
    void theAreaBetweenCurvesIsTheMeanGapOverCommonCosts() {
        TradeOff flat = TradeOff.of(List.of(new Point(0.1, 0.4), new Point(0.5, 0.4)));

        assertThat(CURVE.above(flat)).hasValueCloseTo(0.25, within(1e-12));
        assertThat(flat.above(CURVE)).hasValueCloseTo(-0.25, within(1e-12));
        assertThat(CURVE.above(TradeOff.of(List.of(new Point(0.1, 0.4))))).isEmpty();
    }

    @Test
    void theFrontHoldsWhatNothingElseBeats() {
        List<Point> points = List.of(
                new Point(0.5, 0.8), new Point(0.6, 0.7), new Point(1, 0.9), new Point(0.25, 0.5), new Point(1, 0.8));

        assertThat(TradeOff.front(points))
                .containsExactly(new Point(0.25, 0.5), new Point(0.5, 0.8), new Point(1, 0.9));
    }

    /** Above 0.4: 3 wide and 0.1 high at 4x, then 1 wide and 0.3 high at 2x; the full model adds nothing at 1x. */
    @Test
    void theHypervolumeIsTheDominatedArea() {
        List<Point> points = List.of(new Point(0.5, 0.8), new Point(0.25, 0.5), new Point(1, 0.9));

        assertThat(TradeOff.hypervolume(points, 0.4)).isCloseTo(3 * 0.1 + 1 * 0.3, within(1e-12));
        assertThat(TradeOff.hypervolume(List.of(new Point(0.5, 0.3)), 0.4)).isZero();
    }

    @Test
    void aPointWithoutCostIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> TradeOff.of(List.of()));
    }

    /**
     * Full model right on 8 of 8; at layer 2 of 4 right on 8, at layer 1 on 4: no loss at 2x, half way to 4x at 25 %.
     */
    @Test
    void theMatchedSpeedupOfAnswersIsThatOfTheirCurve() {
        Labels gold = Labels.classes(new int[8]);
        RunScore full = RunScore.of(Metric.ACCURACY, gold, i -> 0);
        RunScore half = RunScore.of(Metric.ACCURACY, gold, i -> i % 2);
        MatchedSpeedup matched = new MatchedSpeedup(
                4,
                List.of(full),
                List.of(List.of(new MatchedSpeedup.Along(full, i -> 2), new MatchedSpeedup.Along(half, i -> 1))));

        List<MatchedSpeedup.Result> results = matched.at(List.of(0.0, 0.25), new Bootstrap(8, 500, 1));

        assertThat(results.get(0).speedup()).hasValueCloseTo(2.0, within(1e-12));
        assertThat(results.get(1).speedup()).hasValueCloseTo(3.0, within(1e-12));
        assertThat(results.get(1).interval().low()).isBetween(2.0, 3.0);
        assertThat(results.get(1).interval().high()).isBetween(3.0, 4.0);
    }

    @Test
    void aMatchedSpeedupDoesNotDependOnTheOtherMethods() {
        Labels gold = Labels.classes(new int[8]);
        RunScore full = RunScore.of(Metric.ACCURACY, gold, i -> 0);
        RunScore half = RunScore.of(Metric.ACCURACY, gold, i -> i % 2);
        MatchedSpeedup first = new MatchedSpeedup(
                4,
                List.of(full),
                List.of(List.of(new MatchedSpeedup.Along(full, i -> 2), new MatchedSpeedup.Along(half, i -> 1))));
        MatchedSpeedup second =
                new MatchedSpeedup(4, List.of(full), List.of(List.of(new MatchedSpeedup.Along(full, i -> 3))));
        Bootstrap bootstrap = new Bootstrap(8, 100, 1);
        List<Double> losses = List.of(0.0, 0.25);

        assertThat(MatchedSpeedup.all(List.of(second, first), losses, bootstrap))
                .containsExactly(second.at(losses, bootstrap), first.at(losses, bootstrap));
    }

    @Test
    void aCurveThatNeverScoresAsMuchHasNoMatchedSpeedup() {
        Labels gold = Labels.classes(new int[8]);
        RunScore full = RunScore.of(Metric.ACCURACY, gold, i -> 0);
        RunScore wrong = RunScore.of(Metric.ACCURACY, gold, i -> 1);
        MatchedSpeedup matched =
                new MatchedSpeedup(4, List.of(full), List.of(List.of(new MatchedSpeedup.Along(wrong, i -> 1))));

        assertThat(matched.at(List.of(0.02), new Bootstrap(8, 100, 1)).get(0).speedup())
                .isEmpty();
    }
}
