package org.earlyexit.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.earlyexit.model.Controller;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.Scores;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyBackbone;
import org.earlyexit.toy.ToyClassifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutorTest {

    private static final ExitStrategy ALWAYS = () -> evidence -> ExitDecision.exitWith(evidence.prediction());

    /** Unlike {@link ExitStrategy#NEVER}, it is asked at every layer. */
    private static final ExitStrategy STAYS = () -> evidence -> ExitDecision.PROCEED;

    private static final double BOUND = 0.9;

    /** Leaves once the larger of the two probabilities reaches this. */
    private static ExitStrategy confident(double bound) {
        return () -> evidence -> distribution(evidence).maxProbability() >= bound
                ? ExitDecision.exitWith(evidence.prediction())
                : ExitDecision.PROCEED;
    }

    private final NDManager manager = NDManager.newBaseManager();
    private final List<TokenSequence> samples = Toy.samples(23, 5);
    private EarlyExitModel model;

    @BeforeEach
    void assemble() {
        model = Toy.model(manager);
    }

    @AfterEach
    void free() {
        model.close();
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 23, 40})
    void neverLeavingGivesTheFullModelBitForBit(int batchSize) {
        float[][][] trace = trace(samples, batchSize);

        Outcomes outcomes = run(ExitStrategy.NEVER, batchSize);

        for (int i = 0; i < samples.size(); i++) {
            assertThat(outcomes.answer(i)).isEqualTo(ClassDistribution.ofLogits(trace[Toy.LAYERS - 1][i]));
            assertThat(outcomes.exitLayer(i)).isEqualTo(Toy.LAYERS);
            assertThat(outcomes.executedLayers(i)).isEqualTo(Toy.LAYERS);
        }
    }

    @Test
    void aClassifierThatNoStrategyAsksForDoesNotRun() {
        run(ExitStrategy.NEVER, 23);

        assertThat(((ToyClassifiers) model.classifiers()).asked()).containsExactly(Toy.LAYERS);
    }

    @Test
    void alwaysLeavingRunsOneLayer() {
        Outcomes outcomes = run(ALWAYS, 7);

        assertThat(outcomes.exitHistogram(Toy.LAYERS)).containsExactly(23, 0, 0, 0);
        assertThat(calls()).extracting(ToyBackbone.Call::layer).containsOnly(1);
    }

    @Test
    void deeperLayersRunForTheRowsThatAreLeftOnly() {
        Outcomes outcomes = run(confident(BOUND), 23);

        int[] histogram = outcomes.exitHistogram(Toy.LAYERS);
        assertThat(histogram).doesNotContain(0);
        assertThat(calls())
                .extracting(ToyBackbone.Call::rows)
                .containsExactly(23, 23 - histogram[0], 23 - histogram[0] - histogram[1], histogram[3]);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7, 23})
    void answersAndExitsDoNotDependOnTheBatchSize(int batchSize) {
        Outcomes alone = run(confident(BOUND), 1);

        assertSame(
                run(confident(BOUND), batchSize), alone, IntStream.range(0, 23).toArray());
    }

    @Test
    void answersAndExitsDoNotDependOnTheOrderOfTheSamples() {
        Outcomes straight = run(confident(BOUND), 5);
        List<TokenSequence> backwards = new ArrayList<>(samples);
        Collections.reverse(backwards);

        Outcomes reversed = new Executor(model, manager).run(backwards, confident(BOUND), 5);

        assertSame(reversed, straight, IntStream.range(0, 23).map(i -> 22 - i).toArray());
    }

    @Test
    void replayingATraceGivesWhatTheLiveRunGave() {
        float[][][] trace = trace(samples, 23);

        Outcomes live = run(confident(BOUND), 6);

        for (int i = 0; i < samples.size(); i++) {
            int exit = replay(confident(BOUND).open(), trace, i);
            assertThat(live.exitLayer(i)).isEqualTo(exit);
            assertClose(live.answer(i), ClassDistribution.ofLogits(trace[exit - 1][i]));
        }
    }

    @Test
    void aSessionSeesItsOwnSampleOnlyThoughRowsMove() {
        float[][][] trace = trace(samples, 23);
        List<List<Prediction>> seen = new ArrayList<>();
        ExitStrategy recording = () -> {
            List<Prediction> own = new ArrayList<>();
            seen.add(own);
            ExitSession rule = confident(BOUND).open();
            return evidence -> {
                own.add(evidence.prediction());
                return rule.decide(evidence);
            };
        };

        run(recording, 23);

        int[] order = SampleBatch.byLength(samples, 23).get(0).numbers();
        for (int k = 0; k < order.length; k++) {
            for (int layer = 1; layer <= seen.get(k).size(); layer++) {
                assertClose(seen.get(k).get(layer - 1), ClassDistribution.ofLogits(trace[layer - 1][order[k]]));
            }
        }
    }

    @Test
    void classifiersThatLookBackSeeTheRightRowsAfterSomeHaveLeft() {
        try (EarlyExitModel backward = Toy.model(manager, 2, Controller.RUN_EVERY_LAYER)) {
            Outcomes alone = new Executor(backward, manager).run(samples, confident(BOUND), 1);
            Outcomes together = new Executor(backward, manager).run(samples, confident(BOUND), 23);

            assertThat(together.meanExitLayer()).isBetween(1.5, 3.9);
            assertSame(together, alone, IntStream.range(0, 23).toArray());
        }
    }

    @Test
    void everyBatchIsFreedAtOnce() {
        run(ExitStrategy.NEVER, 5);
        int before = manager.getManagedArrays().size();

        run(confident(BOUND), 5);
        trace(samples, 5);

        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @Test
    void theEvidenceCarriesScoresByNameAndFeaturesOnlyWhenAsked() {
        List<LayerEvidence> seen = new ArrayList<>();
        ExitStrategy plain = () -> evidence -> {
            seen.add(evidence);
            return ExitDecision.PROCEED;
        };

        new Executor(model, manager).run(samples.subList(0, 1), plain, 1);
        new Executor(model, manager).run(samples.subList(0, 1), new Featured(plain), 1);

        assertThat(seen).extracting(LayerEvidence::layer).startsWith(new LayerPosition(1, 4), new LayerPosition(2, 4));
        Scores second = seen.get(1).scores();
        assertThat(second.names()).containsExactly("exit", "exit-layer", "gate", "gate-layer");
        assertThat(second.value("exit-layer")).isEqualTo(2);
        assertThat(second.value("gate-layer")).isEqualTo(2);
        assertThat(second.value("exit")).isBetween(0.0, 1.0);
        assertThat(seen.get(0).feature().size()).isZero();
        assertThat(seen.get(3).feature().size()).isEqualTo(ToyBackbone.HIDDEN);
    }

    @Test
    void noSamplesGiveNoOutcomes() {
        assertThat(new Executor(model, manager).run(List.of(), ALWAYS, 3).samples())
                .isZero();
    }

    @Test
    void aBatchSizeBelowOneIsRefused() {
        assertThatThrownBy(() -> run(ALWAYS, 0)).hasMessage("batchSize must be at least 1, was 0");
    }

    @Test
    void aFailingStrategyIsNamedWithSampleAndLayer() {
        ExitStrategy failing = () -> evidence -> {
            if (evidence.layer().number() == 3) {
                throw new IllegalArgumentException("No score is called 'exti'");
            }
            return ExitDecision.PROCEED;
        };

        assertThatThrownBy(() -> new Executor(model, manager).run(samples.subList(0, 1), failing, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the exit strategy failed for sample 0 after layer 3: No score is called 'exti'");
    }

    @Test
    void anAnswerThatIsNotFiniteIsNamedWithSampleAndLayer() {
        model.classifiers().parameters().list().get(1).array().muli(Float.NaN);

        assertThatThrownBy(() -> new Executor(model, manager).run(samples.subList(0, 1), STAYS, 1))
                .isInstanceOf(ModelException.class)
                .hasMessage("logits must be finite, had NaN for sample 0 after layer 2; check the checkpoint, or train"
                        + " with a lower learning rate");
        assertThatThrownBy(() -> trace(samples, 4)).isInstanceOf(ModelException.class);
    }

    @Test
    void aClassifierThatAnswersWithTooManyNumbersIsNamedWithItsLayer() {
        try (EarlyExitModel wide = withOutputs(3)) {
            assertThatThrownBy(() -> new Executor(wide, manager).run(samples, STAYS, 23))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("logits after layer 1 must be 46 numbers for the batch, were 69");
        }
    }

    private Outcomes run(ExitStrategy strategy, int batchSize) {
        return new Executor(model, manager).run(samples, strategy, batchSize);
    }

    /** A model for two classes whose classifiers were built for another number of them. */
    private EarlyExitModel withOutputs(int outputs) {
        ToyBackbone backbone = new ToyBackbone(manager, Toy.LAYERS, 1);
        NDManager heads = manager.newSubManager();
        ModelContext context =
                new ModelContext(backbone.spec(), new TaskKind.Classification(outputs), Optional.empty(), heads, 2);
        return new EarlyExitModel(
                backbone,
                Toy.LAYERS,
                new ToyClassifiers(context, 0),
                List.of(),
                Controller.RUN_EVERY_LAYER,
                Toy.TWO_CLASSES,
                heads);
    }

    private List<ToyBackbone.Call> calls() {
        return ((ToyBackbone) model.backbone()).calls();
    }

    /** Logits by layer, counted from 0, and sample. */
    private float[][][] trace(List<TokenSequence> split, int batchSize) {
        float[][][] logits = new float[Toy.LAYERS][split.size()][];
        new Executor(model, manager).trace(split, batchSize, (layer, numbers, rows, scores) -> {
            assertThat(scores).hasSize(4 * numbers.length);
            for (int row = 0; row < numbers.length; row++) {
                logits[layer - 1][numbers[row]] = Arrays.copyOfRange(rows, row * 2, row * 2 + 2);
            }
        });
        return logits;
    }

    private static int replay(ExitSession session, float[][][] trace, int sample) {
        for (int layer = 1; layer < trace.length; layer++) {
            Prediction prediction = ClassDistribution.ofLogits(trace[layer - 1][sample]);
            LayerEvidence evidence = new LayerEvidence(new LayerPosition(layer, trace.length), prediction);
            if (session.decide(evidence) instanceof ExitDecision.Exit) {
                return layer;
            }
        }
        return trace.length;
    }

    private static void assertSame(Outcomes actual, Outcomes expected, int... expectedSamples) {
        for (int i = 0; i < actual.samples(); i++) {
            assertThat(actual.exitLayer(i)).isEqualTo(expected.exitLayer(expectedSamples[i]));
            assertClose(actual.answer(i), expected.answer(expectedSamples[i]));
        }
    }

    private static void assertClose(Prediction actual, Prediction expected) {
        assertThat(((ClassDistribution) actual).probability(0))
                .isCloseTo(((ClassDistribution) expected).probability(0), within(1e-5));
    }

    private static ClassDistribution distribution(LayerEvidence evidence) {
        return (ClassDistribution) evidence.prediction();
    }

    private record Featured(ExitStrategy rule) implements ExitStrategy {
        @Override
        public ExitSession open() {
            return rule.open();
        }

        @Override
        public boolean readsFeatures() {
            return true;
        }
    }
}
