package org.earlyexit.backbone.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;
import org.earlyexit.model.RowSet;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BertBackboneTest {

    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);
    private static final int HIDDEN = 16;

    private NDManager manager;

    BertBackboneTest() {
        this.manager = NDManager.newBaseManager();
    }

    @BeforeEach
    void freshManager() {
        manager.close();
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void freeArrays() {
        manager.close();
    }

    static Stream<Arguments> activationsAndKernels() {
        return Stream.of(Activation.values())
                .flatMap(activation -> Stream.of(KernelsUnderTest.PLAIN, KernelsUnderTest.PACKED)
                        .map(kernel -> Arguments.of(activation, kernel)));
    }

    @ParameterizedTest
    @MethodSource("activationsAndKernels")
    void fastKernelsAgreeWithThePortableOneToRounding(Activation activation, KernelsUnderTest kernel) {
        EncoderConfig config = Encoders.config(Layout.BERT, activation, Encoders.NO_DROPOUT);
        try (BertBackbone backbone = Encoders.create(manager, config)) {
            LayerState in = embed(backbone, 9, 4);
            for (Phase phase : Phase.values()) {
                LayerState state = new LayerState(in.hidden(), in.mask(), phase);
                float[] expected = run(backbone.with(KernelsUnderTest.PORTABLE), state, LayerAction.RUN_ALL);
                assertThat(run(backbone.with(kernel), state, LayerAction.RUN_ALL))
                        .containsExactly(expected, ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowDoesNotDependOnItsBatch(KernelsUnderTest kernel) {
        try (BertBackbone backbone = Encoders.bert(manager).with(kernel)) {
            float[] batched = run(backbone, embed(backbone, 4, 17), LayerAction.RUN_ALL);
            float[] alone = run(backbone, embed(backbone, 4), LayerAction.RUN_ALL);

            assertThat(Arrays.copyOf(batched, alone.length)).containsExactly(alone, ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatSkipALayerKeepTheirStatesBitForBit(KernelsUnderTest kernel) {
        try (BertBackbone backbone = Encoders.bert(manager).with(kernel)) {
            LayerState in = embed(backbone, 5, 5, 5);
            float[] before = in.hidden().toFloatArray();
            float[] all = run(backbone, in, LayerAction.RUN_ALL);

            float[] some = run(backbone, in, new LayerAction.RunRows(RowSet.of(0, 2)));

            int row = 5 * HIDDEN;
            assertThat(Arrays.copyOfRange(some, row, 2 * row)).isEqualTo(Arrays.copyOfRange(before, row, 2 * row));
            assertThat(Arrays.copyOf(some, row)).containsExactly(Arrays.copyOf(all, row), ROUNDING);
            assertThat(Arrays.copyOfRange(some, 2 * row, 3 * row))
                    .containsExactly(Arrays.copyOfRange(all, 2 * row, 3 * row), ROUNDING);
            assertThat(run(backbone, in, new LayerAction.RunRows(RowSet.of()))).isEqualTo(before);
            assertThat(in.hidden().toFloatArray()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void frozenTokensKeepTheirStatesAndServeAsKeysWithThem(KernelsUnderTest kernel) {
        try (BertBackbone backbone = Encoders.bert(manager).with(kernel)) {
            LayerState in = embed(backbone, 5, 3);
            float[] before = in.hidden().toFloatArray();
            float[] all = run(backbone, in, LayerAction.RUN_ALL);

            float[] some = run(backbone, in, new LayerAction.RunQueries(List.of(RowSet.of(1, 4), RowSet.of(0))));

            for (int token = 0; token < 10; token++) {
                boolean computed = token == 1 || token == 4 || token == 5;
                float[] expected = slice(computed ? all : before, token);
                if (computed) {
                    assertThat(slice(some, token)).containsExactly(expected, ROUNDING);
                } else {
                    assertThat(slice(some, token)).isEqualTo(expected);
                }
            }
            assertThat(run(backbone, in, new LayerAction.RunQueries(List.of(RowSet.of(), RowSet.of()))))
                    .isEqualTo(before);
        }
    }

    @Test
    void aSoftGateBlendsWhatCameInWithWhatTheLayerGives() {
        try (BertBackbone backbone = Encoders.bert(manager)) {
            LayerState in = embed(backbone, 4, 4);
            float[] before = in.hidden().toFloatArray();
            float[] all = run(backbone, in, LayerAction.RUN_ALL);
            NDArray quarter = manager.create(new float[] {0.25f, 1});

            float[] blended = run(backbone, in, new LayerAction.SoftGate(quarter));

            for (int i = 0; i < 4 * HIDDEN; i++) {
                assertThat(blended[i]).isCloseTo(0.75f * all[i] + 0.25f * before[i], ROUNDING);
                assertThat(blended[4 * HIDDEN + i]).isCloseTo(before[4 * HIDDEN + i], ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void inferenceBuildsNoGraphWhereGradientsAreOn(KernelsUnderTest kernel) {
        try (BertBackbone backbone = Encoders.bert(manager).with(kernel);
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray states =
                    backbone.run(1, embed(backbone, 4), LayerAction.RUN_ALL).hidden();
            NDArray weight = manager.ones(new Shape(HIDDEN, 1));
            weight.setRequiresGradient(true);

            collector.backward(states.matMul(weight).sum()); // the states are constants of another graph

            for (Parameter parameter : backbone.parameters().list()) {
                assertThat(parameter.array().getGradient().toFloatArray()).containsOnly(0);
            }
            assertThat(weight.getGradient().sum().getFloat())
                    .isCloseTo(states.sum().getFloat(), Offset.offset(1e-3f));
        }
    }

    @Test
    void packedWeightsFollowTheParameters() {
        try (BertBackbone backbone = Encoders.bert(manager).with(KernelsUnderTest.PACKED)) {
            LayerState in = embed(backbone, 4);
            float[] before = run(backbone, in, LayerAction.RUN_ALL);
            Parameter weight = backbone.parameters().list().stream()
                    .filter(parameter -> parameter.name().equals("encoder.layer.0.output.dense.weight"))
                    .findFirst()
                    .orElseThrow();
            weight.array().setRequiresGradient(false);
            weight.array().muli(2);
            weight.array().setRequiresGradient(true);

            backbone.parameters().changed();

            float[] expected = run(backbone.with(KernelsUnderTest.PORTABLE), in, LayerAction.RUN_ALL);
            assertThat(run(backbone, in, LayerAction.RUN_ALL))
                    .containsExactly(expected, ROUNDING)
                    .isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchLeavesNothingBehind(KernelsUnderTest kernel) {
        try (BertBackbone backbone = Encoders.bert(manager).with(kernel)) {
            LayerAction rows = new LayerAction.RunRows(RowSet.of(1));
            LayerAction queries = new LayerAction.RunQueries(List.of(RowSet.of(0, 2), RowSet.of(1)));
            List<LayerAction> actions = List.of(LayerAction.RUN_ALL, rows, queries);
            runBatch(backbone, actions); // packs the weights
            int held = held();

            for (int i = 0; i < 3; i++) {
                runBatch(backbone, actions);
            }

            assertThat(held()).isEqualTo(held);
        }
    }

    private void runBatch(BertBackbone backbone, List<LayerAction> actions) {
        for (Phase phase : Phase.values()) {
            try (NDManager scratch = manager.newSubManager()) {
                LayerState state = backbone.embed(Encoders.batch(5, 3), scratch, phase);
                for (int layer = 1; layer <= 3; layer++) {
                    state = backbone.run(layer, state, actions.get(layer - 1));
                }
                assertThat(scratch.getManagedArrays()).hasSize(5); // a mask and four states
            }
        }
    }

    private int held() {
        return manager.getManagedArrays().size();
    }

    /**
     * Worked by hand: 128 tokens of BERT-base cost 128 * (4 * 768² + 2 * 768 * 3072) and 2 * 128² * 768 in attention.
     */
    @Test
    void aLayerOfBertBaseCostsWhatThopCounts() {
        BackboneSpec base = new BackboneSpec("bert", 12, 768, 12, 3072, 30522, 512);

        assertThat(EncoderMacs.layer(base, 128, 128)).isEqualTo(new MacCount(905_969_664L + 25_165_824L, 906_756_096L));
        EncoderConfig config =
                new EncoderConfig(Layout.BERT, base, 768, 2, 0, Activation.GELU, 1e-12, Encoders.NO_DROPOUT);
        assertThat(EncoderMacs.embeddings(config, 128)).isEqualTo(new MacCount(0, 393_216));
    }

    /** One query of two keys at hidden 16, width 24: 2*16*16 + 2*16*24 for the query, 2 * 2*16*16 keys, 2*2*16. */
    @Test
    void frozenTokensCostTheirKeysAndValuesOnly() {
        try (BertBackbone backbone = Encoders.bert(manager)) {
            assertThat(backbone.macs(1, 1, 2).exact()).isEqualTo(512 + 768 + 1024 + 64);
            assertThat(backbone.macs(1, 0, 0)).isEqualTo(MacCount.ZERO);
            assertThat(backbone.macs(0, 3, 3)).isEqualTo(new MacCount(0, 4 * 3 * 16));
        }
        try (BertBackbone albert =
                Encoders.create(manager, Encoders.config(Layout.ALBERT, Activation.GELU, Encoders.NO_DROPOUT))) {
            assertThat(albert.macs(0, 3, 3)).isEqualTo(new MacCount(3 * 8 * 16, 3 * 8 * 16 + 4 * 3 * 8));
        }
    }

    @Test
    void groupsNameEmbeddingsAndLayersAndSharedOnes() {
        try (BertBackbone bert = Encoders.bert(manager);
                BertBackbone albert = Encoders.create(
                        manager, Encoders.config(Layout.ALBERT, Activation.GELU, Encoders.NO_DROPOUT))) {
            assertThat(bert.parameters().list().stream().map(Parameter::group).distinct())
                    .containsExactly(
                            "backbone.embeddings", "backbone.layer[1]", "backbone.layer[2]", "backbone.layer[3]");
            assertThat(albert.parameters().list().stream().map(Parameter::group).distinct())
                    .containsExactly("backbone.embeddings", "backbone.shared");
            assertThat(bert.parameters().list().stream()
                            .filter(Parameter::decays)
                            .map(Parameter::name))
                    .contains("embeddings.word_embeddings.weight", "encoder.layer.2.intermediate.dense.weight")
                    .noneMatch(name -> name.endsWith("bias") || name.contains("LayerNorm"));
        }
    }

    @Test
    void tokensThatTheBackboneCannotHoldAreRefused() {
        try (BertBackbone backbone = Encoders.bert(manager)) {
            assertRefused(
                    backbone, Encoders.batch(21), "a row must have at most the 20 tokens of the backbone, had 21");
            assertRefused(backbone, one(50, 0), "token ids must be in [0, 50), was 50 at position 0");
            assertRefused(backbone, one(3, 2), "segments must be in [0, 2), was 2 at position 0");
        }
    }

    @Test
    void segmentsDoNotMatterWhereALayoutReadsNone() {
        for (Layout layout : List.of(Layout.ROBERTA, Layout.DISTILBERT)) {
            try (BertBackbone backbone =
                    Encoders.create(manager, Encoders.config(layout, Activation.GELU, Encoders.NO_DROPOUT))) {
                float[] first = backbone.embed(one(3, 0), manager, Phase.INFERENCE)
                        .hidden()
                        .toFloatArray();
                assertThat(backbone.embed(one(3, 1), manager, Phase.INFERENCE)
                                .hidden()
                                .toFloatArray())
                        .isEqualTo(first);
            }
        }
    }

    @Test
    void layersAndSelectionsOutsideTheModelAreRefused() {
        try (BertBackbone backbone = Encoders.bert(manager)) {
            LayerState in = embed(backbone, 4, 4);
            assertThatThrownBy(() -> backbone.run(4, in, LayerAction.RUN_ALL))
                    .hasMessage("layer must be from 1 to 3, was 4");
            assertThatThrownBy(() -> backbone.macs(-1, 1, 1)).hasMessage("layer must be from 0 to 3, was -1");
            assertThatThrownBy(() -> backbone.run(1, in, new LayerAction.RunRows(RowSet.of(2))))
                    .hasMessage("rows that run must be among the 2 of the batch, were [2]");
            assertThatThrownBy(() -> backbone.run(1, in, new LayerAction.RunQueries(List.of(RowSet.of(0)))))
                    .hasMessage("there must be queries for each of 2 rows, were for 1");
            List<RowSet> tooFar = List.of(RowSet.of(0), RowSet.of(4));
            assertThatThrownBy(() -> backbone.run(1, in, new LayerAction.RunQueries(tooFar)))
                    .hasMessage("queries must be among the 4 tokens of the batch, were [4]");
            LayerAction gate = new LayerAction.SoftGate(manager.zeros(new Shape(3)));
            assertThatThrownBy(() -> backbone.run(1, in, gate)).hasMessage("skip weights must have shape (2), had (3)");
        }
    }

    private static void assertRefused(BertBackbone backbone, TokenBatch batch, String message) {
        try (NDManager scratch = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> backbone.embed(batch, scratch, Phase.INFERENCE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    private static TokenBatch one(int id, int segment) {
        return new TokenBatch(List.of(new TokenSequence(new int[] {id}, new int[] {segment})));
    }

    private LayerState embed(BertBackbone backbone, int... lengths) {
        return backbone.embed(Encoders.batch(lengths), manager, Phase.INFERENCE);
    }

    private static float[] run(BertBackbone backbone, LayerState in, LayerAction action) {
        try (NDArray hidden = backbone.run(1, in, action).hidden()) {
            return hidden.toFloatArray();
        }
    }

    private static float[] slice(float[] states, int token) {
        return Arrays.copyOfRange(states, token * HIDDEN, (token + 1) * HIDDEN);
    }
}
