package org.earlyexit.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden counts are those that {@code thop} 0.1.1 gave for SmartBERT's published code, BERT-base with 128 tokens
 * and two classes.
 */
class CostModelTest {

    private static final int TOKENS = 128;
    private static final long EMBEDDINGS = 393_216;
    private static final long LAYER = 906_756_096;
    private static final long CLASSIFIER = 18_891_008;
    private static final long GATE = 18_874_496;

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @Test
    void countsBertBaseAsThopDoes() {
        BertBase backbone = new BertBase();

        assertThat(backbone.macs(0, TOKENS, TOKENS).thop()).isEqualTo(EMBEDDINGS);
        assertThat(backbone.macs(1, TOKENS, TOKENS).thop()).isEqualTo(LAYER);
        assertThat(MacCount.linear(TOKENS, 768, 4 * 768 + 2 * 3072).thop()).isEqualTo(905_969_664);
        // The plain model is its linear parts, its LayerNorms and one classifier.
        assertThat(smartBert().fullModel(TOKENS).thop()).isEqualTo(EMBEDDINGS + 12 * LAYER + CLASSIFIER);
    }

    /** Twelve gates, twelve classifiers, and the last classifier once more, which the published code runs twice. */
    @Test
    void countsAFullPassOfSmartBertAsThopDoes() {
        MacCount lastAgain = new FixedClassifier().macs(12, TOKENS);

        assertThat(smartBert().sample(TOKENS, 12).plus(lastAgain).thop()).isEqualTo(11_353_543_424L);
        assertThat(smartBert().sample(TOKENS, 1).thop()).isEqualTo(944_914_816);
    }

    /** Worked by hand: an attention's two products are 2 * queries * keys * 768 more than thop sees. */
    @Test
    void countsAttentionExactlyButNoLayerNorm() {
        CostModel model =
                new CostModel(new BertBase(), 12, new FixedClassifier(), List.of(), Controller.RUN_EVERY_LAYER);

        assertThat(model.sample(2, 1).exact()).isEqualTo(2 * 7_077_888 + 2 * 2 * 2 * 768 + CLASSIFIER);
        assertThat(model.sample(2, 1).thop()).isEqualTo(3 * 4 * 2 * 768 + 2 * 7_077_888 + CLASSIFIER);
    }

    @Test
    void aSkippedLayerCostsItsGateAlone() {
        Outcomes outcomes = new Outcomes(List.of(new RegressionValue(0)), new int[] {3}, new long[] {0b101});

        assertThat(smartBert().sample(TOKENS, outcomes, 0).thop())
                .isEqualTo(EMBEDDINGS + 2 * (LAYER + CLASSIFIER) + 3 * GATE);
        assertThat(smartBert().summary(outcomes, new int[] {TOKENS}).speedupByLayers())
                .isEqualTo(6);
        assertThat(smartBert().summary(outcomes, new int[] {TOKENS}).meanExitLayer())
                .isEqualTo(3);
    }

    /**
     * Of two tokens one is computed in the second layer, where both are keys and values; the third is skipped, and
     * answers all the same.
     */
    @Test
    void aLayerThatRunsForSomeTokensCostsTheirs() {
        CostModel model =
                new CostModel(new BertBase(), 12, new FixedClassifier(), List.of(), Controller.RUN_EVERY_LAYER);
        double[] shares = {1, 0.5, 0};
        Outcomes outcomes = Outcomes.ofExits(
                sample -> (Prediction) new RegressionValue(sample),
                new int[] {3},
                (sample, layer) -> shares[layer - 1]);

        MacCount whole = model.sample(2, 1);
        assertThat(model.sample(2, outcomes, 0).exact())
                .isEqualTo(whole.exact() + 5_898_240 + 2 * 1_179_648 + 2 * 2 * 768 + 2 * CLASSIFIER);
        assertThat(outcomes.executedLayers(0)).isEqualTo(2);
        assertThat(outcomes.share(0, 2)).isEqualTo(0.5);
    }

    /** Every layer is skipped: twelve gates, and the last classifier, which answers from the embeddings. */
    @Test
    void aRunWithoutALayerIsInfinitelyFastByLayersOnly() {
        Outcomes outcomes = new Outcomes(List.of(new RegressionValue(0)), new int[] {12}, new long[] {0});
        CostSummary summary = smartBert().summary(outcomes, new int[] {TOKENS});

        assertThat(summary.speedupByLayers()).isInfinite();
        assertThat(summary.savedLayerFraction()).isEqualTo(1);
        assertThat(summary.meanThopMacs()).isEqualTo(245_778_176);
    }

    /** Whatever part of the backbone a model uses, it is compared with all of it. */
    @Test
    void aTruncatedModelIsComparedWithTheWholeBackbone() {
        CostModel half = new CostModel(new BertBase(), 6, new FixedClassifier(), List.of(), Controller.RUN_EVERY_LAYER);
        Outcomes outcomes = exits(6, 6);
        CostSummary summary = half.summary(outcomes, new int[] {TOKENS, TOKENS});

        assertThat(summary.speedupByLayers()).isEqualTo(2);
        assertThat(summary.savedLayerFraction()).isEqualTo(.5);
        assertThat(half.fullModel(TOKENS).thop()).isEqualTo(EMBEDDINGS + 12 * LAYER + CLASSIFIER);
        assertThat(summary.speedupByThopMacs())
                .isCloseTo(
                        (double) (EMBEDDINGS + 12 * LAYER + CLASSIFIER) / (EMBEDDINGS + 6 * (LAYER + CLASSIFIER)),
                        within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everySpeedUpIsTheSameRun(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] layers = random.ints(1 + random.nextInt(40), 1, 13).toArray();
        int[] tokens = random.ints(layers.length, 2, 129).toArray();
        Outcomes outcomes = exits(layers);
        CostModel model = smartBert();
        CostSummary summary = model.summary(outcomes, tokens);
        double sum = Arrays.stream(layers).sum();

        assertThat(Arrays.stream(outcomes.exitHistogram(12)).sum()).isEqualTo(layers.length);
        assertThat(summary.samples()).isEqualTo(layers.length);
        assertThat(summary.savedLayerFraction()).isCloseTo(1 - sum / (layers.length * 12), within(1e-12));
        assertThat(summary.savedLayerFraction()).isCloseTo(1 - summary.meanExitLayer() / 12, within(1e-12));
        assertThat(summary.speedupByLayers()).isCloseTo(1 / (1 - summary.savedLayerFraction()), within(1e-9));
        double spent = total(i -> model.sample(tokens[i], layers[i]).exact(), layers.length);
        double thop = total(i -> model.sample(tokens[i], outcomes, i).thop(), layers.length);
        double full = total(i -> model.fullModel(tokens[i]).exact(), layers.length);
        assertThat(summary.meanMacs()).isCloseTo(spent / layers.length, within(1e-3));
        assertThat(summary.meanThopMacs()).isCloseTo(thop / layers.length, within(1e-3));
        assertThat(summary.speedupByMacs()).isCloseTo(full / spent, within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void classifiersAndGatesMakeItLessThanTheLayersSay(long seed) {
        int[] layers = new SplittableRandom(seed).ints(20, 1, 13).toArray();
        int[] tokens = new int[20];
        Arrays.fill(tokens, TOKENS);
        CostSummary summary = smartBert().summary(exits(layers), tokens);

        assertThat(summary.speedupByMacs()).isLessThan(summary.speedupByLayers());
        assertThat(summary.speedupByThopMacs()).isLessThan(summary.speedupByLayers());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void leavingLaterNeverCostsLess(long seed) {
        int tokens = 1 + (int) (seed * 10 % 512);
        for (int layer = 2; layer <= 12; layer++) {
            assertThat(smartBert().sample(tokens, layer).exact())
                    .isGreaterThan(smartBert().sample(tokens, layer - 1).exact());
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        CostModel model =
                new CostModel(new BertBase(), 6, new FixedClassifier(), List.of(), Controller.RUN_EVERY_LAYER);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CostModel(new BertBase(), 13, new FixedClassifier(), List.of(), Controller.RUN_EVERY_LAYER))
                .withMessage("depth must be in 1..12, the layers of the backbone, was 13");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CostModel(new BertBase(), 0, new FixedClassifier(), List.of(), Controller.RUN_EVERY_LAYER));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.sample(TOKENS, 7))
                .withMessage("exit layers must be in 1..6, the depth of the model, was 7");
        assertThatIllegalArgumentException().isThrownBy(() -> model.sample(TOKENS, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> model.summary(exits(7), new int[] {TOKENS}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.summary(exits(1), new int[0]))
                .withMessage("tokens must be as many as the 1 samples, were 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.summary(exits(), new int[0]))
                .withMessage("a cost summary must be of at least one sample, was of none");
    }

    private static CostModel smartBert() {
        return new CostModel(new BertBase(), 12, new FixedClassifier(), List.of(), new Gate());
    }

    private static Outcomes exits(int... layers) {
        return Outcomes.ofExits(sample -> (Prediction) new RegressionValue(sample), layers);
    }

    private static double total(IntToLongFunction count, int samples) {
        return IntStream.range(0, samples).mapToLong(count).sum();
    }

    /** Says what BERT-base costs and computes nothing. */
    private static final class BertBase implements Backbone {

        @Override
        public BackboneSpec spec() {
            return new BackboneSpec("bert", 12, 768, 12, 3072, 30_522, 512);
        }

        @Override
        public MacCount macs(int layer, int queries, int keys) {
            MacCount norm = MacCount.layerNorm(queries * 768L);
            return layer == 0
                    ? norm
                    : MacCount.linear(queries, 768, 2 * 768 + 2 * 3072)
                            .plus(MacCount.linear(keys, 768, 2 * 768))
                            .plus(MacCount.product(2L * queries * keys * 768))
                            .plus(norm.times(2));
        }

        @Override
        public LayerState embed(TokenBatch batch, NDManager manager, Phase phase) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LayerState run(int layer, LayerState in, LayerAction action) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Parameters parameters() {
            return Parameters.of(List.of());
        }

        @Override
        public void close() {}
    }

    private static final class FixedClassifier implements InternalClassifier {

        @Override
        public MacCount macs(int layer, int tokens) {
            return new MacCount(CLASSIFIER, CLASSIFIER);
        }

        @Override
        public ClassifierOutput forward(int layer, History upTo) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Parameters parameters() {
            return Parameters.of(List.of());
        }
    }

    private static final class Gate implements Controller {

        @Override
        public MacCount macs(int layer, int tokens) {
            return new MacCount(GATE, GATE);
        }

        @Override
        public LayerAction before(int layer, History upTo) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
