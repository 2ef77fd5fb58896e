package org.earlyexit.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
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
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PooledLinearTest {

    private static final BackboneSpec SHAPE = new BackboneSpec("toy", 2, 2, 1, 2, 2, 4);
    private static final PoolerWeights POOLER = new PoolerWeights(new float[] {0, 1, 1, 0}, new float[] {0.5f, 0});

    private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

    @AfterEach
    void close() {
        manager.close();
    }

    /** Worked by hand: the pooler swaps the first token's two numbers and adds (0.5, 0). */
    @Test
    void thePooledVectorIsTheFirstTokensThroughThePretrainedPooler() {
        InternalClassifier classifier = new PooledLinear(0.1).build(context(Optional.of(POOLER)));

        ClassifierOutput output = classifier.forward(1, after(1, Phase.INFERENCE, 0.25f, -1, 9, 9));

        assertThat(output.pooled().toFloatArray())
                .containsExactly(new float[] {(float) Math.tanh(-0.5), (float) Math.tanh(0.25)}, within(1e-6f));
    }

    @Test
    void onePoolerServesAllLayersAndMayBeOneEach() {
        assertThat(groups(new PooledLinear(0.1).build(context(Optional.empty()))))
                .containsExactly("classifier.pooler", "classifier[1]", "classifier[2]");
        assertThat(groups(new OwnPooledLinear(0.1).build(context(Optional.empty()))))
                .containsExactly("classifier.pooler[1]", "classifier.pooler[2]", "classifier[1]", "classifier[2]");
    }

    @Test
    void everyOwnPoolerStartsAsACopyOfThePretrainedOne() {
        List<Parameter> parameters = new OwnPooledLinear(0)
                .build(context(Optional.of(POOLER)))
                .parameters()
                .list();

        assertThat(parameters.get(0).array().toFloatArray()).isEqualTo(POOLER.weight());
        assertThat(parameters.get(2).array().toFloatArray()).isEqualTo(POOLER.weight());
        assertThat(parameters.get(3).array().toFloatArray()).isEqualTo(POOLER.bias());
        assertThat(parameters.get(2).decays()).isTrue();
        assertThat(parameters.get(3).decays()).isFalse();
    }

    @Test
    void dropoutIsForTrainingOnly() {
        InternalClassifier classifier = new PooledLinear(0.9).build(context(Optional.of(POOLER)));
        History inference = after(1, Phase.INFERENCE, 1, 2);
        float[] plain = classifier.forward(1, inference).logits().toFloatArray();

        int different = 0;
        for (int i = 0; i < 20; i++) {
            assertThat(classifier.forward(1, inference).logits().toFloatArray()).isEqualTo(plain);
            float[] dropped = classifier
                    .forward(1, after(1, Phase.TRAINING, 1, 2))
                    .logits()
                    .toFloatArray();
            different += dropped[0] == plain[0] ? 0 : 1;
        }

        assertThat(different).isPositive();
    }

    /** 2 x 2 of the pooler and 2 x 3 of the classifier, at one position however many tokens there are. */
    @Test
    void anAnswerCostsThePoolerAndTheLinearLayer() {
        InternalClassifier classifier = new PooledLinear(0.1).build(context(Optional.empty()));

        assertThat(classifier.macs(1, 3)).isEqualTo(new MacCount(10, 10)).isEqualTo(classifier.macs(2, 50));
    }

    @Test
    void aPoolerOfAnotherSizeIsRefused() {
        PoolerWeights small = new PoolerWeights(new float[] {1}, new float[] {0});

        assertThatThrownBy(() -> new PooledLinear(0.1).build(context(Optional.of(small))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the pre-trained pooler must be of hidden size 2, was 1");
    }

    @Test
    void aShareThatDropsEverythingIsRefused() {
        assertThatThrownBy(() -> new PooledLinear(1)).hasMessage("dropout must be in [0, 1), was 1.0");
        assertThatThrownBy(() -> new OwnPooledLinear(-0.1)).hasMessage("dropout must be in [0, 1), was -0.1");
    }

    private ModelContext context(Optional<PoolerWeights> pooler) {
        return new ModelContext(SHAPE, new TaskKind.Classification(3), pooler, manager, 1);
    }

    private static List<String> groups(InternalClassifier classifier) {
        return classifier.parameters().list().stream()
                .map(Parameter::group)
                .distinct()
                .toList();
    }

    /** One row; its tokens have two numbers each. */
    private History after(int layer, Phase phase, float... numbers) {
        NDArray hidden = manager.create(numbers, new Shape(1, numbers.length / 2, 2));
        LayerState state = new LayerState(hidden, manager.zeros(new Shape(1, 1, 1, numbers.length / 2)), phase);
        return new History() {
            @Override
            public int layer() {
                return layer;
            }

            @Override
            public LayerState state(int asked) {
                return state;
            }

            @Override
            public ClassifierOutput output(int asked) {
                throw new IllegalArgumentException("no classifier answered");
            }
        };
    }
}
