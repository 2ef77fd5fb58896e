package org.earlyexit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.Phase;
import org.earlyexit.model.RowSet;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must hold for every backbone. */
public abstract class BackboneContract {

    private static final Offset<Float> CLOSE = within(1e-5f);
    private static final int SHORT = 3;
    private static final int LONG = 9;

    private NDManager manager = Engines.manager();
    private Backbone backbone = new ToyBackbone(1, manager, 0);

    /**
     * The backbone, whatever its weights.
     *
     * @param parent of its manager
     */
    protected abstract Backbone backbone(NDManager parent);

    @BeforeEach
    public final void open() {
        backbone = backbone(manager);
    }

    @AfterEach
    public final void close() {
        backbone.close();
        manager.close();
    }

    @Test
    public void neitherPaddingNorBatchMatesChangeAState() {
        TokenSequence first = sequence(SHORT, 1);
        TokenSequence second = sequence(LONG, 2);

        float[][] alone = allLayers(new TokenBatch(List.of(first)));
        float[][] padded = allLayers(new TokenBatch(List.of(second, first)));

        int width = backbone.spec().hidden();
        for (int layer = 0; layer <= backbone.spec().layers(); layer++) {
            int start = LONG * width;
            float[] same = Arrays.copyOfRange(padded[layer], start, start + SHORT * width);
            assertThat(same).as("states after layer %d", layer).containsExactly(alone[layer], CLOSE);
        }
    }

    @Test
    public void aRowThatSkipsALayerKeepsItsStateBitForBit() {
        LayerState in = embed(sequence(LONG, 1), sequence(LONG, 2), sequence(LONG, 3));

        LayerState everyRow = backbone.run(1, in, LayerAction.RUN_ALL);
        LayerState oneRow = backbone.run(1, in, new LayerAction.RunRows(RowSet.of(1)));

        assertThat(row(oneRow, 0)).isEqualTo(row(in, 0));
        assertThat(row(oneRow, 2)).isEqualTo(row(in, 2));
        assertThat(row(oneRow, 1)).containsExactly(row(everyRow, 1), CLOSE);
    }

    @Test
    public void aTokenThatIsNotAskedForIsFrozenAndServesTheOthers() {
        LayerState in = embed(sequence(LONG, 1), sequence(LONG, 2));

        LayerState everyToken = backbone.run(1, in, LayerAction.RUN_ALL);
        LayerState someTokens = backbone.run(1, in, new LayerAction.RunQueries(List.of(RowSet.of(0, 4), RowSet.of(1))));

        assertThat(token(someTokens, 0, 4)).containsExactly(token(everyToken, 0, 4), CLOSE);
        assertThat(token(someTokens, 0, 0)).containsExactly(token(everyToken, 0, 0), CLOSE);
        assertThat(token(someTokens, 1, 1)).containsExactly(token(everyToken, 1, 1), CLOSE);
        assertThat(token(someTokens, 0, 1)).isEqualTo(token(in, 0, 1));
        assertThat(token(someTokens, 1, 0)).isEqualTo(token(in, 1, 0));
    }

    @Test
    public void aSoftGateBlendsTheLayerWithItsInput() {
        LayerState in = embed(sequence(LONG, 1), sequence(LONG, 2), sequence(LONG, 3));
        float[] before = row(in, 2);
        float[] after = row(backbone.run(1, in, LayerAction.RUN_ALL), 2);

        NDArray skip = in.manager().create(new float[] {0, 1, 0.25f});
        LayerState blended = backbone.run(1, in, new LayerAction.SoftGate(skip));

        float[] expected = new float[before.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = 0.75f * after[i] + 0.25f * before[i];
        }
        assertThat(row(blended, 1)).containsExactly(row(in, 1), CLOSE);
        assertThat(row(blended, 2)).containsExactly(expected, CLOSE);
    }

    @Test
    public void aLayerLeavesItsInputAsItIs() {
        LayerState in = embed(sequence(LONG, 1), sequence(SHORT, 2));
        float[] before = in.hidden().toFloatArray();

        backbone.run(1, in, LayerAction.RUN_ALL);

        assertThat(in.hidden().toFloatArray()).isEqualTo(before);
    }

    @Test
    public void moreTokensNeverCostLess() {
        for (int layer = 1; layer <= backbone.spec().layers(); layer++) {
            MacCount few = backbone.macs(layer, SHORT, SHORT);
            assertThat(few.exact()).isPositive();
            assertThat(backbone.macs(layer, SHORT, LONG).exact()).isGreaterThanOrEqualTo(few.exact());
            assertThat(backbone.macs(layer, LONG, LONG).exact())
                    .isGreaterThan(backbone.macs(layer, SHORT, LONG).exact());
        }
    }

    @Test
    public void everyParameterBelongsToTheEmbeddingsOrToOneLayer() {
        assertThat(backbone.parameters().list())
                .isNotEmpty()
                .allMatch(parameter -> parameter.group().matches("backbone\\.(embeddings|layer\\[[1-9][0-9]*\\])"));
    }

    @Test
    public void aRowThatIsTooLongOrAnUnknownTokenIsRefused() {
        TokenSequence tooLong = sequence(backbone.spec().maxPositions() + 1, 1);
        TokenSequence unknown = new TokenSequence(new int[] {backbone.spec().vocabulary()}, new int[] {0});

        assertThatThrownBy(() -> embed(tooLong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> embed(unknown)).isInstanceOf(IllegalArgumentException.class);
    }

    private TokenSequence sequence(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] ids = random.ints(length, 0, backbone.spec().vocabulary()).toArray();
        return new TokenSequence(ids, new int[length]);
    }

    private LayerState embed(TokenSequence... rows) {
        return backbone.embed(new TokenBatch(List.of(rows)), manager, Phase.INFERENCE);
    }

    private float[][] allLayers(TokenBatch batch) {
        List<float[]> states = new ArrayList<>();
        LayerState state = backbone.embed(batch, manager, Phase.INFERENCE);
        states.add(state.hidden().toFloatArray());
        for (int layer = 1; layer <= backbone.spec().layers(); layer++) {
            state = backbone.run(layer, state, LayerAction.RUN_ALL);
            states.add(state.hidden().toFloatArray());
        }
        return states.toArray(float[][]::new);
    }

    private static float[] row(LayerState state, int row) {
        return state.hidden().get(row).toFloatArray();
    }

    private static float[] token(LayerState state, int row, int token) {
        return state.hidden().get(row).get(token).toFloatArray();
    }
}
