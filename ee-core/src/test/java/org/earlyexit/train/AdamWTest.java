package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.earlyexit.model.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Expected numbers are those of torch.optim.AdamW 2.13, printed by src/test/reference/adamw.py. */
@ParameterizedClass
@EnumSource
class AdamWTest {

    /** How the step is computed. */
    enum Way {
        PORTABLE,
        FUSED;

        Optimizer open(List<Parameter> parameters, OptimizerSpec spec, NDManager manager) {
            return this == FUSED ? new FusedAdamW(parameters, spec, manager) : new AdamW(parameters, spec, manager);
        }
    }

    private static final double PEAK = 0.01;

    private final Way way;
    private final NDManager manager = NDManager.newBaseManager();
    private NDArray weight;
    private NDArray bias;
    private List<Parameter> parameters;

    AdamWTest(Way way) {
        this.way = way;
    }

    @BeforeEach
    void create() {
        weight = leaf(1, -2, 0.5f);
        bias = leaf(0.25f);
        parameters = List.of(
                new Parameter("weight", "classifier[1]", weight, true),
                new Parameter("bias", "classifier[1]", bias, false));
    }

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void threeStepsGiveWhatPyTorchGives() {
        try (Optimizer optimizer = way.open(parameters, spec(0), manager)) {
            step(optimizer, PEAK, new float[] {0.5f, -1, 2}, 0.25f);
            assertValues(0.98900002, -1.98800004, 0.48950002, 0.23999999);
            step(optimizer, PEAK * 2 / 3, new float[] {1.5f, 0, -0.5f}, -0.75f);
            assertValues(0.98222214, -1.98220766, 0.48604390, 0.24329460);
            step(optimizer, PEAK / 3, new float[] {-0.25f, 0.125f, 1}, 0.5f);
            assertValues(0.97989166, -1.98009825, 0.48386365, 0.24323197);
        }
    }

    @Test
    void gradientsAreClippedByTheirGlobalNorm() {
        try (Optimizer optimizer = way.open(parameters, spec(1), manager)) {
            // sqrt(0.25 + 1 + 4 + 0.0625)
            assertThat(step(optimizer, PEAK, new float[] {0.5f, -1, 2}, 0.25f)).isCloseTo(2.3048861, within(1e-6));
            assertThat(step(optimizer, PEAK * 2 / 3, new float[] {1.5f, 0, -0.5f}, -0.75f))
                    .isCloseTo(1.75, within(1e-6));
            step(optimizer, PEAK / 3, new float[] {-0.25f, 0.125f, 1}, 0.5f);
            assertValues(0.98039949, -1.98038912, 0.48410016, 0.24324627);
        }
    }

    @Test
    void gradientsAreZeroAfterAStep() {
        try (Optimizer optimizer = way.open(parameters, spec(0), manager)) {
            step(optimizer, PEAK, new float[] {1, 1, 1}, 1);

            assertThat(weight.getGradient().toFloatArray()).containsOnly(0);
        }
    }

    @Test
    void gradientsLeftFromBeforeAreForgotten() {
        addGradients(new float[] {Float.NaN, 1, 1}, 7);

        try (Optimizer optimizer = way.open(parameters, spec(0), manager)) {
            assertThat(optimizer.step(PEAK)).isZero();
        }
    }

    @Test
    void aParameterOutsideTheLossKeepsItsBitsAndItsCountOfUpdates() {
        try (Optimizer optimizer = way.open(parameters, spec(0), manager)) {
            step(optimizer, PEAK, new float[] {0, 0, 0}, 0.25f);
            assertThat(weight.toFloatArray()).containsExactly(1, -2, 0.5f);
            // its first update now: as if the step before had not been
            step(optimizer, PEAK, new float[] {0.5f, -1, 2}, 0);
            assertThat(weight.toFloatArray()[0]).isCloseTo(0.989f, within(1e-6f));
            assertThat(bias.getFloat()).isCloseTo(0.24f, within(1e-6f));
        }
    }

    @Test
    void aNormThatIsNotFiniteMovesNothing() {
        try (Optimizer optimizer = way.open(parameters, spec(1), manager)) {
            assertThat(step(optimizer, PEAK, new float[] {1, Float.NaN, 1}, 1)).isNaN();

            assertThat(weight.toFloatArray()).containsExactly(1, -2, 0.5f);
            assertThat(bias.getFloat()).isEqualTo(0.25f);
        }
    }

    @Test
    void itWorksOnAThreadOfItsOwnToo() throws InterruptedException {
        Thread other = new Thread(this::threeStepsGiveWhatPyTorchGives);
        Throwable[] failure = new Throwable[1];
        other.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);

        other.start();
        other.join();

        assertThat(failure[0]).isNull();
    }

    private static OptimizerSpec spec(double clip) {
        return new OptimizerSpec(PEAK, 0.1, 0, clip, 1e-8);
    }

    private NDArray leaf(float... values) {
        NDArray leaf = manager.create(values).duplicate();
        leaf.setRequiresGradient(true);
        return leaf;
    }

    private double step(Optimizer optimizer, double rate, float[] ofWeight, float ofBias) {
        addGradients(ofWeight, ofBias);
        return optimizer.step(rate);
    }

    /** The gradient of {@code sum(p * g)} is {@code g}. */
    private void addGradients(float[] ofWeight, float ofBias) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = scope.getEngine().newGradientCollector()) {
            NDArray first = weight.mul(scope.create(ofWeight)).sum();
            NDArray second = bias.mul(scope.create(new float[] {ofBias})).sum();
            collector.backward(first.add(second));
        }
    }

    private void assertValues(double... expected) {
        float[] actual = new float[] {0, 0, 0, bias.getFloat()};
        System.arraycopy(weight.toFloatArray(), 0, actual, 0, 3);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected[i], within(2e-7));
        }
    }
}
