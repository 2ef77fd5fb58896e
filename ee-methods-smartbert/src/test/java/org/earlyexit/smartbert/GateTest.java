package org.earlyexit.smartbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import org.earlyexit.model.LayerAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GateTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void hardWeightsAreExactlyZeroOrOne() {
        float[] gates = new float[1_000_000];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < gates.length; i++) {
            gates[i] = (float) random.nextDouble();
        }
        gates[0] = 0.5f;
        gates[1] = Math.nextDown(0.5f);
        gates[2] = Float.MIN_VALUE;
        gates[3] = Math.nextDown(1f);

        float[] weights = TrainingGates.hard(manager.create(gates), 0.5).toFloatArray();

        for (int i = 0; i < gates.length; i++) {
            if (weights[i] != (gates[i] >= 0.5f ? 1 : 0)) {
                assertThat(weights[i]).as("the weight of %s", gates[i]).isEqualTo(gates[i] >= 0.5f ? 1 : 0);
            }
        }
    }

    /** {@code f(x) = 5, x = 2, g = 0.3}: the layer runs, and the gate is told {@code x - f(x) = -3}. */
    @Test
    void aHardGateRunsTheLayerAndStillLearns() {
        assertBlend(true, 5, -3);
    }

    /** {@code 0.7 * 5 + 0.3 * 2}. */
    @Test
    void aSoftGateBlends() {
        assertBlend(false, 4.1f, -3);
    }

    private void assertBlend(boolean hard, float output, float slope) {
        NDArray gate = manager.create(new float[] {0.3f}).duplicate();
        gate.setRequiresGradient(true);
        NDArray input = manager.full(new Shape(1, 1, 1), 2f);
        NDArray computed = manager.full(new Shape(1, 1, 1), 5f);
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray weights = hard ? TrainingGates.hard(gate, 0.5) : gate;
            NDArray blended = new LayerAction.SoftGate(gate, weights, false).blend(input, computed);
            assertThat(blended.toFloatArray()[0]).isCloseTo(output, within(1e-6f));
            collector.backward(blended.sum());
        }
        assertThat(gate.getGradient().toFloatArray()[0]).isCloseTo(slope, within(1e-6f));
    }
}
