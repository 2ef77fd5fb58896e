package org.earlyexit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.FixedLayerExit;
import org.earlyexit.exit.LayerEvent;
import org.earlyexit.exit.Orientation;
import org.earlyexit.exit.RunLengthExit;
import org.earlyexit.exit.Signal;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayTest {

    private static final List<Signal> SIGNALS = List.of(
            Signals.entropy(),
            Signals.normalizedEntropy(),
            Signals.maxProbability(),
            Signals.margin(),
            Signals.score("exit"),
            Signals.score("exit", Orientation.LOW_MEANS_STOP));

    @TempDir
    private Path folder;

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSweepGivesWhatEachStrategyGivesByItself(long seed) {
        try (LayerTrace trace = trace(Traces.THREE_CLASSES, seed)) {
            Labels gold = Traces.labels(trace.kind(), trace.samples(), seed);
            Replay replay = new Replay(trace);
            for (Signal signal : SIGNALS) {
                List<ThresholdExit> strategies = thresholds(signal, seed);
                Sweep sweep = replay.sweep(strategies);

                assertThat(sweep).isInstanceOf(ThresholdSweep.class);
                assertSame(sweep, replay, trace, strategies, Metric.ACCURACY, gold);
                assertSame(sweep, replay, trace, strategies, Metric.MATTHEWS, gold);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSweepOfARegressionDoesToo(long seed) {
        try (LayerTrace trace = trace(Traces.REGRESSION, seed)) {
            Labels gold = Traces.labels(trace.kind(), trace.samples(), seed);
            List<ThresholdExit> strategies = thresholds(Signals.score("exit"), seed);
            Replay replay = new Replay(trace);
            Sweep sweep = replay.sweep(strategies);

            assertThat(sweep).isInstanceOf(ThresholdSweep.class);
            assertSame(sweep, replay, trace, strategies, Metric.SPEARMAN, gold);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSweepOfOtherRulesDoesToo(long seed) {
        try (LayerTrace trace = trace(Traces.THREE_CLASSES, seed)) {
            Labels gold = Traces.labels(trace.kind(), trace.samples(), seed);
            List<RunLengthExit> strategies = IntStream.range(1, 5)
                    .mapToObj(length -> new RunLengthExit(LayerEvent.sameClass(), length))
                    .toList();
            Replay replay = new Replay(trace);
            Sweep sweep = replay.sweep(strategies);

            assertThat(sweep).isInstanceOf(PlainSweep.class);
            assertSame(sweep, replay, trace, strategies, Metric.ACCURACY, gold);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aThresholdMovesEverySampleOneWay(long seed) {
        try (LayerTrace trace = trace(Traces.THREE_CLASSES, seed)) {
            for (Signal signal : SIGNALS) {
                Sweep sweep = new Replay(trace)
                        .sweep(thresholds(signal, seed).stream()
                                .sorted((a, b) -> Double.compare(a.threshold(), b.threshold()))
                                .toList());
                boolean raisingIsFaster = signal.orientation() == Orientation.LOW_MEANS_STOP;
                for (int point = 1; point < sweep.size(); point++) {
                    Outcomes slower = sweep.outcomes(raisingIsFaster ? point - 1 : point);
                    Outcomes faster = sweep.outcomes(raisingIsFaster ? point : point - 1);
                    for (int sample = 0; sample < trace.samples(); sample++) {
                        assertThat(faster.exitLayer(sample)).isLessThanOrEqualTo(slower.exitLayer(sample));
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverAndAlwaysAreTheLastLayerAndTheFirst(long seed) {
        try (LayerTrace trace = trace(Traces.THREE_CLASSES, seed)) {
            Replay replay = new Replay(trace);
            assertLayer(replay.run(ExitStrategy.NEVER), trace, trace.layers());
            assertLayer(replay.run(new ThresholdExit(Signals.entropy(), 0)), trace, trace.layers());
            assertLayer(replay.run(new ThresholdExit(Signals.entropy(), 2)), trace, 1);
            assertLayer(replay.run(new FixedLayerExit(1)), trace, 1);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void deeperLayersChangeNothingForThoseWhoLeft(long seed) {
        int border = 1 + (int) (seed % 5);
        List<ExitStrategy> strategies = List.of(
                new ThresholdExit(Signals.entropy(), .6),
                new ThresholdExit(Signals.score("exit"), .7),
                new RunLengthExit(LayerEvent.sameClass(), 2));
        try (LayerTrace before = Traces.random(folder.resolve("a"), Traces.THREE_CLASSES, 20, 6, seed);
                LayerTrace after = Traces.random(folder.resolve("b"), Traces.THREE_CLASSES, 20, 6, seed, border)) {
            for (ExitStrategy strategy : strategies) {
                Outcomes expected = new Replay(before).run(strategy);
                Outcomes actual = new Replay(after).run(strategy);
                for (int sample = 0; sample < 20; sample++) {
                    if (expected.exitLayer(sample) <= border) {
                        assertThat(actual.exitLayer(sample)).isEqualTo(expected.exitLayer(sample));
                        assertThat(actual.answer(sample)).isEqualTo(expected.answer(sample));
                    } else {
                        assertThat(actual.exitLayer(sample)).isGreaterThan(border);
                    }
                }
            }
        }
    }

    /** A vote leaves with an answer of its own, and the last layer is never asked. */
    @Test
    void theAnswerIsThatOfTheRule() {
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), "0011", "0101")) {
            ExitStrategy vote = () -> evidence -> {
                assertThat(evidence.layer().isLast()).isFalse();
                return evidence.layer().number() == 3
                        ? ExitDecision.exitWith(new RegressionValue(9))
                        : ExitDecision.PROCEED;
            };

            Outcomes outcomes = new Replay(trace).run(vote);

            assertThat(outcomes.exitHistogram(4)).containsExactly(0, 0, 2, 0);
            assertThat(outcomes.answer(1)).isEqualTo(new RegressionValue(9));
        }
    }

    @Test
    void aStrategyThatReadsFeaturesIsRunLive() {
        ExitStrategy nosy = new ExitStrategy() {
            @Override
            public ExitSession open() {
                return evidence -> ExitDecision.PROCEED;
            }

            @Override
            public boolean readsFeatures() {
                return true;
            }
        };
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), "01")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Replay(trace).run(nosy))
                    .withMessage(
                            "a replayed strategy must not read features, which a trace does not hold; run it live");
        }
    }

    @Test
    void aSignalThatIsNoNumberNeverStops() {
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), "0011")) {
            for (Orientation orientation : Orientation.values()) {
                Signal nan = new Signal() {
                    @Override
                    public double value(LayerEvidence evidence) {
                        return Double.NaN;
                    }

                    @Override
                    public Orientation orientation() {
                        return orientation;
                    }
                };
                Sweep sweep = new Replay(trace)
                        .sweep(DoubleStream.of(Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY)
                                .mapToObj(threshold -> new ThresholdExit(nan, threshold))
                                .toList());

                assertThat(sweep.points(Metric.ACCURACY, Labels.classes(1)))
                        .allSatisfy(point -> assertThat(point.meanExitLayer()).isEqualTo(4));
                assertThat(sweep.outcomes(1).exitLayer(0)).isEqualTo(4);
            }
        }
    }

    @Test
    void mixedRulesAreSweptOneByOne() {
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), "0011")) {
            Replay replay = new Replay(trace);

            assertThat(replay.sweep(
                            List.of(new ThresholdExit(Signals.entropy(), 1), new ThresholdExit(Signals.margin(), 1))))
                    .isInstanceOf(PlainSweep.class);
            assertThat(replay.sweep(List.of(new ThresholdExit(Signals.entropy(), 1), ExitStrategy.NEVER)))
                    .isInstanceOf(PlainSweep.class);
            assertThat(replay.sweep(List.of()).points(Metric.ACCURACY, Labels.classes(0)))
                    .isEmpty();
        }
    }

    @Test
    void refusesLabelsThatDoNotFit() {
        try (LayerTrace trace = Traces.answering(folder.resolve("t"), "0011");
                LayerTrace regression = trace(Traces.REGRESSION, 1)) {
            Sweep sweep = new Replay(trace).sweep(List.of(new ThresholdExit(Signals.entropy(), 1)));
            Sweep numbers = new Replay(regression).sweep(List.of(new ThresholdExit(Signals.score("exit"), 1)));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sweep.points(Metric.ACCURACY, Labels.classes(0, 1)))
                    .withMessage("labels must be as many as the 1 samples, were 2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sweep.points(Metric.ACCURACY, Labels.values(0)))
                    .withMessage("labels must be classes for the metric accuracy, were not");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sweep.points(Metric.ACCURACY, Labels.classes(5)))
                    .withMessageStartingWith("the class of sample 0 must be in 0..1, was 5");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> numbers.points(Metric.ACCURACY, Labels.classes(new int[regression.samples()])));
        }
    }

    @Test
    void sweptOutcomesAreReadWhileTheTraceIsOpen() {
        LayerTrace trace = Traces.answering(folder.resolve("t"), "0011");
        Outcomes outcomes = new Replay(trace)
                .sweep(List.of(new ThresholdExit(Signals.entropy(), 1)))
                .outcomes(0);
        trace.close();

        assertThat(outcomes.exitLayer(0)).isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(() -> outcomes.answer(0));
    }

    @Test
    void aPointOfNoSamplesHasNoMean() {
        try (LayerTrace trace = trace(Traces.THREE_CLASSES, 0, 0)) {
            SweepPoint point = new Replay(trace)
                    .sweep(List.of(new ThresholdExit(Signals.entropy(), 1)))
                    .points(Metric.ACCURACY, Labels.classes())
                    .get(0);

            assertThat(point.meanExitLayer()).isNaN();
            assertThat(point.score().defined()).isFalse();
        }
    }

    private static void assertSame(
            Sweep sweep,
            Replay replay,
            LayerTrace trace,
            List<? extends ExitStrategy> strategies,
            Metric metric,
            Labels gold) {
        List<SweepPoint> points = sweep.points(metric, gold);
        assertThat(points).hasSameSizeAs(strategies).hasSize(sweep.size());
        for (int i = 0; i < strategies.size(); i++) {
            Outcomes expected = replay.run(strategies.get(i));
            Outcomes actual = sweep.outcomes(i);
            assertThat(exitLayers(actual)).isEqualTo(exitLayers(expected));
            assertThat(answers(actual)).isEqualTo(answers(expected));
            int[] histogram = expected.exitHistogram(trace.layers());
            assertThat(points.get(i).index()).isEqualTo(i);
            assertThat(points.get(i).exitHistogram())
                    .isEqualTo(Arrays.stream(histogram).boxed().toList());
            assertThat(Arrays.stream(histogram).sum()).isEqualTo(trace.samples());
            assertThat(points.get(i).meanExitLayer()).isEqualTo(expected.meanExitLayer());
            assertThat(points.get(i).score()).isEqualTo(metric.evaluate(gold, expected::answer));
        }
    }

    private static int[] exitLayers(Outcomes outcomes) {
        return IntStream.range(0, outcomes.samples()).map(outcomes::exitLayer).toArray();
    }

    private static List<Prediction> answers(Outcomes outcomes) {
        return IntStream.range(0, outcomes.samples()).mapToObj(outcomes::answer).toList();
    }

    private static void assertLayer(Outcomes outcomes, LayerTrace trace, int layer) {
        for (int sample = 0; sample < trace.samples(); sample++) {
            assertThat(outcomes.exitLayer(sample)).isEqualTo(layer);
            assertThat(outcomes.answer(sample)).isEqualTo(trace.prediction(sample, layer));
        }
    }

    private LayerTrace trace(TaskKind kind, long seed) {
        return trace(kind, 12 + (int) (seed % 7), seed);
    }

    private LayerTrace trace(TaskKind kind, int samples, long seed) {
        return Traces.random(folder.resolve("t" + kind.outputs()), kind, samples, 1 + (int) (seed % 6), seed);
    }

    /** Unsorted thresholds, some of them equal, some equal to values of the signal, some beyond all of them. */
    private static List<ThresholdExit> thresholds(Signal signal, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return DoubleStream.concat(
                        random.doubles(8, 0, 1.2),
                        DoubleStream.of(
                                .5, 0, -0.0, .5, .125, 1, 9, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                .mapToObj(threshold -> new ThresholdExit(signal, threshold))
                .toList();
    }
}
