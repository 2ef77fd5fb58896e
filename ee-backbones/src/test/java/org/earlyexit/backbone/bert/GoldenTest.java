package org.earlyexit.backbone.bert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.earlyexit.backbone.EeMiniFactory;
import org.earlyexit.backbone.folder.HuggingFaceFolder;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.model.TokenBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hidden states after every layer are those of transformers, which {@code make_fixtures.py} recorded. */
class GoldenTest {

    private static final Offset<Float> TOLERANCE = Offset.offset(1e-4f);

    static Stream<Arguments> familiesAndKernels() {
        return Stream.of("bert", "roberta", "albert", "distilbert")
                .flatMap(family -> Stream.of(KernelsUnderTest.values()).map(kernel -> Arguments.of(family, kernel)));
    }

    @ParameterizedTest
    @MethodSource("familiesAndKernels")
    void everyFamilyAgreesWithTransformersAfterEveryLayer(String family, KernelsUnderTest kernel) {
        try (NDManager manager = NDManager.newBaseManager();
                Golden golden = new Golden(family);
                PretrainedBackbone opened =
                        HuggingFaceFolder.open(Path.of("src/test/resources/golden", family), manager)) {
            BertBackbone backbone = ((BertBackbone) opened.backbone()).with(kernel);
            TokenBatch batch = golden.batch();
            List<float[]> padded = states(backbone, batch, manager);
            List<float[]> alone =
                    states(backbone, new TokenBatch(List.of(batch.rows().get(0))), manager);
            for (int layer = 0; layer <= backbone.spec().layers(); layer++) {
                float[] expected = golden.floats("hidden." + layer);
                for (int row = 0; row < batch.size(); row++) {
                    for (int token : new int[] {0, 1, batch.rows().get(row).length() - 1}) {
                        int at = (row * batch.longest() + token)
                                * backbone.spec().hidden();
                        assertSame(
                                expected,
                                at,
                                padded.get(layer),
                                at,
                                backbone.spec().hidden());
                    }
                }
                assertThat(alone.get(layer)).containsExactly(golden.floats("alone." + layer), TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEncoderThatComesAlongAgreesWithTransformersAfterEveryLayer(KernelsUnderTest kernel) {
        try (NDManager manager = NDManager.newBaseManager();
                Golden golden = new Golden("ee-mini");
                PretrainedBackbone opened = new EeMiniFactory().open(new BackboneRequest(Optional.empty(), manager))) {
            BertBackbone backbone = ((BertBackbone) opened.backbone()).with(kernel);
            TokenBatch batch = golden.batch();
            List<float[]> padded = states(backbone, batch, manager);
            List<float[]> alone =
                    states(backbone, new TokenBatch(List.of(batch.rows().get(0))), manager);
            for (int layer = 0; layer <= 12; layer++) {
                float[] ends = golden.floats("hidden." + layer);
                for (int row = 0; row < batch.size(); row++) {
                    int last = batch.rows().get(row).length() - 1;
                    assertSame(ends, row * 2 * 128, padded.get(layer), row * 128 * 128, 128);
                    assertSame(ends, (row * 2 + 1) * 128, padded.get(layer), (row * 128 + last) * 128, 128);
                }
                assertSame(golden.floats("alone." + layer), 0, alone.get(layer), 0, 128);
                assertSame(golden.floats("alone." + layer), 128, alone.get(layer), 39 * 128, 128);
            }
        }
    }

    @Test
    void thePackedKernelIsTheOneThatIsChosenHere() {
        try (NDManager manager = NDManager.newBaseManager();
                PretrainedBackbone opened = new EeMiniFactory().open(new BackboneRequest(Optional.empty(), manager))) {
            assertThat(((BertBackbone) opened.backbone()).kernel()).isEqualTo("torchscript-sdpa-onednn-packed");
        }
    }

    static List<float[]> states(BertBackbone backbone, TokenBatch batch, NDManager manager) {
        try (NDManager scratch = manager.newSubManager()) {
            LayerState[] state = {backbone.embed(batch, scratch, Phase.INFERENCE)};
            return Stream.iterate(0, layer -> layer <= backbone.spec().layers(), layer -> layer + 1)
                    .map(layer -> {
                        state[0] = layer == 0 ? state[0] : backbone.run(layer, state[0], LayerAction.RUN_ALL);
                        return state[0].hidden().toFloatArray();
                    })
                    .toList();
        }
    }

    private static void assertSame(float[] expected, int from, float[] actual, int at, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(actual[at + i]).isCloseTo(expected[from + i], TOLERANCE);
        }
    }
}
