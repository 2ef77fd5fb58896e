package org.earlyexit.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;
import org.earlyexit.model.PoolerWeights;
import org.earlyexit.model.TokenReach;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Classifiers that look at more than the first token of their own layer. Two layers of hidden size 1, two classes. */
class WiderHeadsTest {

    private static final BackboneSpec SHAPE = new BackboneSpec("toy", 2, 1, 1, 1, 2, 4);
    private static final float PADDED = -1e9f;

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

    @AfterEach
    void close() {
        manager.close();
    }

    /** c = tanh h; the mix (3, 4) is (0.6, 0.8); z_1 = (c_1, 2 c_1); z_2 reads (mix, z_1) by (1, 10, 100). */
    @Test
    void aMixReadsAllPooledVectorsAndLogitsSoFar() {
        InternalClassifier classifier =
                new LayerMix(0.1).build(context(new PoolerWeights(new float[] {1}, new float[] {0})));
        set(
                classifier,
                Map.of(
                        "classifier[1].weight", new float[] {1, 2},
                        "classifier[2].mix", new float[] {3, 4},
                        "classifier[2].weight", new float[] {1, 10, 100, 0, 0, 1}));
        double first = Math.tanh(0.25);
        double second = Math.tanh(-0.5);

        float[] logits =
                answers(classifier, state(0.25f), state(-0.5f)).get(1).logits().toFloatArray();

        assertThat(logits[0]).isCloseTo((float) (0.6 * first + 0.8 * second + 210 * first), within(1e-4f));
        assertThat(logits[1]).isCloseTo((float) (2 * first), within(1e-6f));
        assertThat(classifier.lookBack()).isEqualTo(2);
        assertThat(classifier.reads()).isEqualTo(TokenReach.FIRST_TOKEN);
    }

    /**
     * c = tanh h; y_1 = (c_1, 2 c_1), y_2 = (c_2 + 10 y_11, y_12); of three layers the second answers 1 ln p_1 + 2 ln
     * p_2, whose weights are the softplus of what is set.
     */
    @Test
    void aCascadeReadsTheClassifierBeforeAndAnswersWithAMean() {
        InternalClassifier classifier = new CascadedLinear(0.1)
                .build(new ModelContext(
                        SHAPE.withLayers(3),
                        new TaskKind.Classification(2),
                        Optional.of(new PoolerWeights(new float[] {1}, new float[] {0})),
                        manager,
                        1));
        set(
                classifier,
                Map.of(
                        "classifier[1].weight", new float[] {1, 2},
                        "classifier[2].weight", new float[] {1, 10, 0, 0, 0, 1},
                        "classifier.ensemble[2].weights",
                                new float[] {(float) Math.log(Math.expm1(1)), (float) Math.log(Math.expm1(2))}));
        double first = Math.tanh(0.25);
        double second = Math.tanh(-0.5);
        double difference1 = 2 * first - first; // of the two logits, and so of the two logarithms
        double difference2 = 2 * first - (second + 10 * first);

        List<ClassifierOutput> said = answers(classifier, state(0.25f), state(-0.5f));
        float[] mean = said.get(1).logits().toFloatArray();
        float[] pooled = said.get(1).pooled().toFloatArray();

        assertThat(mean[1] - mean[0]).isCloseTo((float) (difference1 + 2 * difference2), within(1e-4f));
        assertThat(pooled)
                .containsExactly(
                        new float[] {(float) second, (float) (second + 10 * first), (float) (2 * first)},
                        within(1e-5f));
        assertThat(said.get(0).logits().softmax(1).toFloatArray()[1])
                .as("a mean of one")
                .isCloseTo((float) (1 / (1 + Math.exp(-difference1))), within(1e-5f));
        assertThat(classifier.lookBack()).isEqualTo(3);
        assertThat(classifier.macs(2, 9)).isEqualTo(new MacCount(1 + 6 + 4, 1 + 6 + 4));
        assertThat(classifier.reads()).isEqualTo(TokenReach.FIRST_TOKEN);
    }

    /** Pooler 1, mix 2, classifier 2 x (1 + 2). */
    @Test
    void aMixCostsMoreTheDeeperItIs() {
        InternalClassifier classifier = new LayerMix(0).build(context());

        assertThat(classifier.macs(1, 9)).isEqualTo(new MacCount(1 + 1 + 2, 1 + 1 + 2));
        assertThat(classifier.macs(2, 9)).isEqualTo(new MacCount(1 + 2 + 6, 1 + 2 + 6));
    }

    /**
     * Width 1: n = tanh h, weights softmax(n_1 n_t) over the two tokens that are not padding, c = tanh of their mean.
     */
    @Test
    void aSmallAttentionLooksAtEveryTokenThatIsNotPadding() {
        InternalClassifier classifier = attention();
        double one = Math.tanh(1);
        double two = Math.tanh(-0.5);
        double share = 1 / (1 + Math.exp(one * two - one * one));
        double pooled = Math.tanh(share * one + (1 - share) * two);

        ClassifierOutput output =
                answers(classifier, state(1, -0.5f, 7), state(0)).get(0);

        assertThat(output.pooled().toFloatArray()).containsExactly(new float[] {(float) pooled}, within(1e-6f));
        assertThat(output.logits().toFloatArray())
                .containsExactly(new float[] {(float) pooled, (float) (2 * pooled)}, within(1e-6f));
    }

    /** In 5, keys and values 10, three more 3, products 10, out 2. */
    @Test
    void aSmallAttentionCostsMoreTheMoreTokensThereAre() {
        assertThat(attention().macs(1, 5)).isEqualTo(new MacCount(30, 20));
        assertThat(attention().reads()).isEqualTo(TokenReach.EVERY_TOKEN);
    }

    /**
     * Poolers are 1, F_2 is 2, W_1 and W_2 are (1, 0) and (0, 1), V_1 and V_2 are 1 and 3 for both classes, R is the
     * identity.
     */
    @Test
    void thePastIsReadAndTheFutureImagined() {
        InternalClassifier classifier = pastFuture();
        double one = Math.tanh(0.25);
        double two = Math.tanh(-0.5);
        double imagined = Math.tanh(2 * one);
        double first = 1 / (1 + Math.exp(-Math.tanh(one)));
        double second = 1 / (1 + Math.exp(-Math.tanh((one + 3 * two) / 2)));

        List<ClassifierOutput> outputs = answers(classifier, state(0.25f), state(-0.5f));

        assertThat(outputs.get(0).pooled().toFloatArray())
                .containsExactly(new float[] {(float) one, (float) imagined}, within(1e-6f));
        assertThat(outputs.get(0).logits().toFloatArray())
                .containsExactly(
                        new float[] {(float) (2 * first * one), (float) ((2 - 2 * first) * imagined)}, within(1e-6f));
        assertThat(outputs.get(1).pooled().toFloatArray()).containsExactly(new float[] {(float) two}, within(1e-6f));
        assertThat(outputs.get(1).logits().toFloatArray())
                .containsExactly(new float[] {(float) (2 * second * one), (float) (2 * second * two)}, within(1e-6f));
    }

    @Test
    void theDeeperClassifierSendsNoGradientToThePast() {
        InternalClassifier classifier = pastFuture();
        LayerState first = state(0.25f);
        LayerState second = state(-0.5f);
        first.hidden().setRequiresGradient(true);
        second.hidden().setRequiresGradient(true);

        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.backward(
                    answers(classifier, first, second).get(1).logits().sum());
        }

        assertThat(first.hidden().getGradient().toFloatArray()).containsOnly(0);
        assertThat(second.hidden().getGradient().toFloatArray()).doesNotContain(0);
    }

    /** Of layer 1: pooler and F 2, W of both 4, V 2, R 4; of layer 2: pooler 1, W 4, V 4, R 4. */
    @Test
    void imaginationHasItsPrice() {
        assertThat(pastFuture().macs(1, 9).exact()).isEqualTo(12);
        assertThat(pastFuture().macs(2, 9).exact()).isEqualTo(13);
    }

    @Test
    void oneClassifierServesAllLayers() {
        InternalClassifier classifier = new OnePooledLinear(0).build(context());

        List<ClassifierOutput> outputs = answers(classifier, state(0.5f), state(0.5f));

        assertThat(outputs.get(1).logits().toFloatArray())
                .isEqualTo(outputs.get(0).logits().toFloatArray());
        assertThat(classifier.parameters().list())
                .extracting(Parameter::group)
                .containsExactly("classifier.pooler", "classifier.pooler", "classifier", "classifier");
        assertThat(classifier.lookBack()).isEqualTo(1);
        assertThat(classifier.macs(2, 9).exact()).isEqualTo(3);
    }

    @Test
    void headsThatDoNotDivideTheWidthAreRefused() {
        assertThatThrownBy(() -> new MiniAttention(128, 3))
                .hasMessage("width must be a multiple of heads, both at least 1, were 128 and 3");
        assertThatThrownBy(() -> new LayerMix(1)).hasMessage("dropout must be in [0, 1), was 1.0");
    }

    private InternalClassifier pastFuture() {
        InternalClassifier classifier = new PastFuture(0.1).build(context());
        for (Parameter parameter : classifier.parameters().list()) {
            if (parameter.name().startsWith("classifier.pooler") && parameter.decays()) {
                set(classifier, Map.of(parameter.name(), new float[] {1}));
            }
        }
        set(
                classifier,
                Map.of(
                        "classifier[2].imagination.weight", new float[] {2},
                        "classifier[1].weight", new float[] {1, 0},
                        "classifier[2].weight", new float[] {0, 1},
                        "classifier[1].gate.weight", new float[] {1, 1},
                        "classifier[2].gate.weight", new float[] {3, 3},
                        "classifier.gate.weight", new float[] {1, 0, 0, 1}));
        return classifier;
    }

    private InternalClassifier attention() {
        InternalClassifier classifier = new MiniAttention(1, 1).build(context());
        for (String map : List.of("in", "query", "key", "value", "joined", "middle")) {
            set(classifier, Map.of("classifier[1]." + map + ".weight", new float[] {1}));
        }
        set(classifier, Map.of("classifier[1].out.weight", new float[] {1, 2}));
        return classifier;
    }

    private ModelContext context(PoolerWeights... pooler) {
        Optional<PoolerWeights> given = List.of(pooler).stream().findFirst();
        return new ModelContext(SHAPE, new TaskKind.Classification(2), given, manager, 1);
    }

    private void set(InternalClassifier classifier, Map<String, float[]> values) {
        for (Parameter parameter : classifier.parameters().list()) {
            float[] wanted = values.get(parameter.name());
            if (wanted != null) {
                NDArray array = parameter.array();
                array.setRequiresGradient(false);
                array.set(new NDIndex("..."), manager.create(wanted, array.getShape()));
            }
        }
    }

    /** One row with one number a token, where the third token is padding. */
    private LayerState state(float... tokens) {
        float[] mask = new float[tokens.length];
        for (int token = 2; token < tokens.length; token++) {
            mask[token] = PADDED;
        }
        return new LayerState(
                manager.create(tokens, new Shape(1, tokens.length, 1)),
                manager.create(mask, new Shape(1, 1, 1, tokens.length)),
                Phase.INFERENCE);
    }

    private static List<ClassifierOutput> answers(InternalClassifier classifier, LayerState first, LayerState second) {
        ClassifierOutput one = classifier.forward(1, new Seen(1, List.of(first), List.of()));
        ClassifierOutput two = classifier.forward(2, new Seen(2, List.of(first, second), List.of(one)));
        return List.of(one, two);
    }

    private record Seen(int layer, List<LayerState> states, List<ClassifierOutput> outputs) implements History {

        @Override
        public LayerState state(int asked) {
            return states.get(asked - 1);
        }

        @Override
        public ClassifierOutput output(int asked) {
            return outputs.get(asked - 1);
        }
    }
}
