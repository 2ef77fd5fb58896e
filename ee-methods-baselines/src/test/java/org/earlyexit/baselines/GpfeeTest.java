package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import org.earlyexit.head.PastFuture;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.FixedBatch;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.AnnealedCuts;
import org.earlyexit.train.MethodFactory;
import org.junit.jupiter.api.Test;

class GpfeeTest extends MethodContract<Gpfee.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<Gpfee.Settings> factory() {
        return new Gpfee();
    }

    @Override
    protected Gpfee.Settings settings() {
        return new Gpfee.Settings(0.3, 2);
    }

    /**
     * Layer 1 imagines (3, 4) for layer 2, which is (4, 3), and (0, 2) for layer 3, which is (0, 1): 1 - 24/25 and 0.
     */
    @Test
    void imaginationIsAsFarOffAsItsDirection() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray first = leaf(manager, 1, 0, 3, 4, 0, 2);
            NDArray second = leaf(manager, 4, 3, 0, -1);
            NDArray third = leaf(manager, 0, 1);
            FixedBatch batch = FixedBatch.of(CLASSES, manager.create(new long[] {0}), first, second, third);

            assertThat(new Imagination().values(1, batch).getFloat(0)).isCloseTo(0.02f, within(1e-6f));
            assertThat(new Imagination().values(2, batch).getFloat(0)).isCloseTo(2, within(1e-6f));
            assertThat(new Imagination().values(3, batch).getFloat(0)).isZero();

            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                collector.backward(new Imagination().values(1, batch).sum());
            }
            assertThat(first.getGradient().toFloatArray()[2]).isNotZero();
            assertThat(second.getGradient().toFloatArray()).containsOnly(0);
        }
    }

    @Test
    void itsClassifiersLookBothWays() {
        assertThat(recipe(CLASSES).classifiers()).isEqualTo(new PastFuture(0.1));
        assertThat(recipe(CLASSES).stages().get(0).gradients()).isEqualTo(new AnnealedCuts(2));
    }

    private static NDArray leaf(NDManager manager, float... values) {
        NDArray array = manager.create(new float[][] {values}).duplicate();
        array.setRequiresGradient(true);
        return array;
    }
}
