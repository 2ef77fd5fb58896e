package org.earlyexit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must hold for every kind of internal classifier. */
public abstract class InternalClassifierContract {

    private static final int LAYERS = 3;
    private static final int HIDDEN = 8;
    private static final int ROWS = 4;
    private static final int TOKENS = 5;
    private static final List<TaskKind> KINDS =
            List.of(new TaskKind.Classification(2), new TaskKind.Classification(3), new TaskKind.Regression());

    private final NDManager manager = Engines.manager();

    /** Settings of the classifier. */
    protected abstract InternalClassifierSpec spec();

    @AfterEach
    public final void close() {
        manager.close();
    }

    @Test
    public void itAnswersEachRowAtEachLayer() {
        for (TaskKind kind : KINDS) {
            for (ClassifierOutput output : outputs(build(kind), states(ROWS))) {
                assertThat(output.logits().getShape()).isEqualTo(new Shape(ROWS, kind.outputs()));
                assertThat(output.pooled().getShape().get(0)).isEqualTo(ROWS);
                assertThat(output.pooled().getShape().dimension()).isEqualTo(2);
            }
        }
    }

    @Test
    public void anAnswerDependsOnItsOwnRowAlone() {
        InternalClassifier classifier = build(KINDS.get(0));
        List<LayerState> together = states(ROWS);
        List<LayerState> alone = together.stream().map(state -> state.select(2)).toList();

        List<ClassifierOutput> inBatch = outputs(classifier, together);
        List<ClassifierOutput> single = outputs(classifier, alone);

        for (int i = 0; i < LAYERS; i++) {
            assertThat(inBatch.get(i).logits().get(2).toFloatArray())
                    .as("layer %d", i + 1)
                    .containsExactly(single.get(i).logits().get(0).toFloatArray(), within(1e-5f));
        }
    }

    @Test
    public void anAnswerDependsOnItsOwnLayerAndEarlierOnesAlone() {
        InternalClassifier classifier = build(KINDS.get(0));
        List<LayerState> states = states(ROWS);
        List<LayerState> perturbed = new ArrayList<>(states.subList(0, LAYERS));
        perturbed.add(states.get(LAYERS).withHidden(states.get(LAYERS).hidden().add(1)));

        List<ClassifierOutput> original = outputs(classifier, states);
        List<ClassifierOutput> changed = outputs(classifier, perturbed);

        for (int i = 0; i < LAYERS - 1; i++) {
            assertThat(changed.get(i).logits().toFloatArray())
                    .isEqualTo(original.get(i).logits().toFloatArray());
        }
        assertThat(changed.get(LAYERS - 1).logits().toFloatArray())
                .isNotEqualTo(original.get(LAYERS - 1).logits().toFloatArray());
    }

    @Test
    public void itsParametersAreClassifiersAndStartTheSameFromTheSameSeed() {
        List<Parameter> first = build(KINDS.get(0)).parameters().list();
        List<Parameter> second = build(KINDS.get(0)).parameters().list();

        assertThat(first).isNotEmpty().allMatch(parameter -> parameter.group().startsWith("classifier"));
        assertThat(first).allMatch(parameter -> parameter.array().hasGradient());
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).name()).isEqualTo(first.get(i).name());
            assertThat(second.get(i).array().toFloatArray())
                    .isEqualTo(first.get(i).array().toFloatArray());
        }
    }

    @Test
    public void anAnswerHasItsPriceAndLooksBackNoFurtherThanToTheEmbeddings() {
        InternalClassifier classifier = build(KINDS.get(0));

        for (int layer = 1; layer <= LAYERS; layer++) {
            assertThat(classifier.macs(layer, TOKENS).exact()).isPositive();
            assertThat(classifier.macs(layer, TOKENS).thop()).isPositive();
        }
        assertThat(classifier.lookBack()).isBetween(0, LAYERS);
    }

    @Test
    public void nothingIsLeftBehindInTheManagerOfTheParameters() {
        InternalClassifier classifier = build(KINDS.get(0));
        int before = manager.getManagedArrays().size();

        try (NDManager batch = manager.newSubManager()) {
            outputs(classifier, statesIn(batch, ROWS));
        }

        assertThat(manager.getManagedArrays().size()).isEqualTo(before);
    }

    private InternalClassifier build(TaskKind kind) {
        BackboneSpec shape = new BackboneSpec("toy", LAYERS, HIDDEN, 1, HIDDEN, 2, TOKENS);
        return spec().build(new ModelContext(shape, kind, Optional.empty(), manager, 7));
    }

    private static List<ClassifierOutput> outputs(InternalClassifier classifier, List<LayerState> states) {
        List<ClassifierOutput> outputs = new ArrayList<>();
        for (int layer = 1; layer <= LAYERS; layer++) {
            outputs.add(classifier.forward(layer, new FixedHistory(states.subList(0, layer + 1), outputs)));
        }
        return outputs;
    }

    private List<LayerState> states(int rows) {
        return statesIn(manager, rows);
    }

    private List<LayerState> statesIn(NDManager owner, int rows) {
        List<LayerState> states = new ArrayList<>();
        NDArray mask = owner.zeros(new Shape(rows, 1, 1, TOKENS));
        ModelContext random = new ModelContext(
                new BackboneSpec("toy", LAYERS, HIDDEN, 1, HIDDEN, 2, TOKENS),
                KINDS.get(0),
                Optional.empty(),
                owner,
                3);
        for (int layer = 0; layer <= LAYERS; layer++) {
            NDArray hidden = random.normal("state" + layer, 1, new Shape(rows, TOKENS, HIDDEN));
            states.add(new LayerState(hidden, mask, Phase.INFERENCE));
        }
        return states;
    }
}
