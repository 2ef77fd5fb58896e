package org.earlyexit.smartbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import org.earlyexit.model.History;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedHistory;
import org.earlyexit.train.StepInfo;
import org.earlyexit.train.TrainingBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SkipRegularizerTest {

    private static final int LAYERS = 12;
    private static final float LAMBDA = 0.04f;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /** {@code 0.04 / 6}, and by each layer's mean {@code -0.04 / 36}, half of it for each of two samples. */
    @Test
    void gatesOfOneHalfCostTheGoldenValueAndPullUp() {
        float[] halves = new float[2 * LAYERS];
        Arrays.fill(halves, 0.5f);
        NDArray gates = manager.create(halves, new ai.djl.ndarray.types.Shape(LAYERS, 2)).duplicate();
        gates.setRequiresGradient(true);

        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray loss = new SkipRegularizer()
                    .values(LAYERS, new Gated(gates))
                    .mean()
                    .mul(manager.create(LAMBDA));
            assertThat(loss.getFloat()).isCloseTo(0.0066667f, within(1e-7f));
            collector.backward(loss);
        }

        for (float slope : gates.getGradient().toFloatArray()) {
            assertThat(2 * slope).isCloseTo(-0.0011111f, within(1e-7f));
        }
    }

    @Test
    void everyGateThatRisesMakesItCheaper() {
        float[] values = new float[2 * LAYERS];
        Arrays.fill(values, 0.3f);
        float before = loss(values);
        for (int gate = 0; gate < values.length; gate++) {
            values[gate] = 0.6f;
            float after = loss(values);
            assertThat(after).as("after raising gate %d", gate).isLessThan(before);
            before = after;
        }
    }

    private float loss(float... values) {
        NDArray gates = manager.create(values, new ai.djl.ndarray.types.Shape(LAYERS, 2));
        return new SkipRegularizer()
                .values(LAYERS, new Gated(gates))
                .mean()
                .getFloat();
    }

    /** A batch of two of which the gates are known, (L, 2). */
    private record Gated(NDArray gates) implements TrainingBatch {

        @Override
        public NDArray score(String name, int layer) {
            assertThat(name).isEqualTo(LayerGates.GATE);
            return gates.get(layer - 1);
        }

        @Override
        public History history() {
            return new FixedHistory(java.util.List.of(), java.util.List.of());
        }

        @Override
        public int layers() {
            return LAYERS;
        }

        @Override
        public TaskKind kind() {
            return new TaskKind.Classification(2);
        }

        @Override
        public NDArray labels() {
            return gates.getManager().create(new long[] {0, 1});
        }

        @Override
        public StepInfo step() {
            return new StepInfo(0, 1, 0);
        }

        @Override
        public int[] samples() {
            return new int[] {0, 1};
        }

        @Override
        public java.util.SplittableRandom random(String use) {
            return new java.util.SplittableRandom(1);
        }

        @Override
        public <T> T once(Object key, java.util.function.Function<TrainingBatch, T> make) {
            return make.apply(this);
        }
    }
}
