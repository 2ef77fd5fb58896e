package org.earlyexit.backbone.bert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;
import org.earlyexit.model.RowSet;
import org.earlyexit.model.TokenBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingTest {

    private static final TokenBatch BATCH = Encoders.batch(9, 4);

    static Stream<Arguments> layoutsAndKernels() {
        return Stream.of(Layout.values())
                .flatMap(layout -> Stream.of(KernelsUnderTest.PLAIN, KernelsUnderTest.PACKED)
                        .map(kernel -> Arguments.of(layout, kernel)));
    }

    /** Three times, because TorchScript compiles a function anew once it has seen it run. */
    @ParameterizedTest
    @MethodSource("layoutsAndKernels")
    void gradientsAreThoseOfThePortableKernel(Layout layout, KernelsUnderTest kernel) {
        try (NDManager manager = NDManager.newBaseManager();
                BertBackbone backbone =
                        Encoders.create(manager, Encoders.config(layout, Activation.GELU, Encoders.NO_DROPOUT))) {
            Map<String, float[]> expected =
                    gradients(backbone.with(KernelsUnderTest.PORTABLE), manager, LayerAction.RUN_ALL);
            BertBackbone other = backbone.with(kernel);
            for (int run = 0; run < 3; run++) {
                assertSame(gradients(other, manager, LayerAction.RUN_ALL), expected);
            }
        }
    }

    @Test
    void gradientsAreThoseOfFiniteDifferences() {
        try (NDManager manager = NDManager.newBaseManager();
                BertBackbone backbone = Encoders.bert(manager)) {
            Map<String, float[]> gradients = gradients(backbone, manager, LayerAction.RUN_ALL);
            for (Parameter parameter : backbone.parameters().list()) {
                float[] values = parameter.array().toFloatArray();
                int at = values.length / 2;
                double above = shifted(backbone, manager, parameter, values, at, 1e-2f);
                double below = shifted(backbone, manager, parameter, values, at, -1e-2f);
                double slope = (above - below) / 2e-2;
                float gradient = gradients.getOrDefault(parameter.name(), new float[0])[at];
                assertThat((double) gradient)
                        .as(parameter.name())
                        .isCloseTo(slope, Offset.offset(2e-2 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void selectionsPassGradientsThroughWhatRanAndWhatWasKept(KernelsUnderTest kernel) {
        try (NDManager manager = NDManager.newBaseManager();
                BertBackbone backbone = Encoders.bert(manager).with(kernel)) {
            LayerAction everyRow = new LayerAction.RunRows(RowSet.of(0, 1));
            LayerAction everyToken = new LayerAction.RunQueries(
                    List.of(RowSet.of(0, 1, 2, 3, 4, 5, 6, 7, 8), RowSet.of(0, 1, 2, 3, 4, 5, 6, 7, 8)));
            LayerAction nothingSkipped = new LayerAction.SoftGate(manager.zeros(new Shape(2)));
            Map<String, float[]> expected = gradients(backbone, manager, LayerAction.RUN_ALL);

            for (LayerAction action : List.of(everyRow, everyToken, nothingSkipped)) {
                assertSame(gradients(backbone, manager, action), expected);
            }
            assertThat(gradients(backbone, manager, new LayerAction.RunRows(RowSet.of())))
                    .hasEntrySatisfying(
                            "encoder.layer.0.attention.self.query.weight",
                            gradient -> assertThat(gradient).containsOnly(0))
                    .hasEntrySatisfying(
                            "embeddings.LayerNorm.bias",
                            gradient -> assertThat(gradient).isNotEqualTo(new float[16]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropoutDiffersFromCallToCallAndKeepsTheScaleInTraining(KernelsUnderTest kernel) {
        EncoderConfig config = Encoders.config(Layout.BERT, Activation.GELU, new Dropouts(0.5, 0.5, 0.5, 0.5));
        try (NDManager manager = NDManager.newBaseManager();
                BertBackbone backbone = Encoders.create(manager, config).with(kernel)) {
            LayerState input = backbone.embed(BATCH, manager, Phase.TRAINING);

            List<float[]> outputs = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                outputs.add(backbone.run(1, input, LayerAction.RUN_ALL).hidden().toFloatArray());
            }
            assertThat(outputs.get(0)).isNotEqualTo(outputs.get(1));
            LayerState still = new LayerState(input.hidden(), input.mask(), Phase.INFERENCE);
            assertThat(backbone.run(1, still, LayerAction.RUN_ALL).hidden().toFloatArray())
                    .isEqualTo(
                            backbone.run(1, still, LayerAction.RUN_ALL).hidden().toFloatArray());
        }
    }

    private static double shifted(
            BertBackbone backbone, NDManager manager, Parameter parameter, float[] values, int at, float by) {
        float[] changed = values.clone();
        changed[at] += by;
        write(parameter, changed);
        backbone.parameters().changed();
        double loss = loss(backbone, manager, LayerAction.RUN_ALL, Phase.INFERENCE);
        write(parameter, values);
        backbone.parameters().changed();
        return loss;
    }

    private static void write(Parameter parameter, float[] values) {
        NDArray array = parameter.array();
        array.setRequiresGradient(false);
        try (NDArray host = array.getManager().create(values, array.getShape())) {
            host.copyTo(array);
        }
        array.setRequiresGradient(true);
    }

    private static Map<String, float[]> gradients(BertBackbone backbone, NDManager manager, LayerAction action) {
        Map<String, float[]> gradients = new TreeMap<>();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.zeroGradients();
            try (NDManager scratch = manager.newSubManager()) {
                collector.backward(objective(backbone, scratch, action, Phase.TRAINING));
                for (Parameter parameter : backbone.parameters().list()) {
                    try (NDArray gradient = parameter.array().getGradient()) {
                        gradients.put(parameter.name(), gradient.toFloatArray());
                    }
                }
            }
            for (Parameter parameter : backbone.parameters().list()) {
                try (NDArray gradient = parameter.array().getGradient()) {
                    gradient.subi(gradient);
                }
            }
        }
        return gradients;
    }

    private static double loss(BertBackbone backbone, NDManager manager, LayerAction action, Phase phase) {
        try (NDManager scratch = manager.newSubManager()) {
            return objective(backbone, scratch, action, phase).getFloat();
        }
    }

    /** The sum of the third powers of the first tokens' states after the last layer. */
    private static NDArray objective(BertBackbone backbone, NDManager scratch, LayerAction action, Phase phase) {
        LayerState state = backbone.embed(BATCH, scratch, phase);
        for (int layer = 1; layer <= 3; layer++) {
            state = backbone.run(layer, state, action);
        }
        return state.hidden().get(":, 0").pow(3).sum();
    }

    private static void assertSame(Map<String, float[]> actual, Map<String, float[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> assertThat(actual)
                .hasEntrySatisfying(
                        name, found -> assertThat(found).as(name).containsExactly(values, Offset.offset(2e-3f))));
    }
}
