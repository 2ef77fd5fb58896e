package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerState;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.Distillation.Teachers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three layers that say (1/2, 1/2), (1/4, 3/4) and (1/5, 4/5). */
class DistillationTest {

    private static final float LN_3 = (float) Math.log(3);
    private static final float LN_4 = (float) Math.log(4);

    private final NDManager manager = NDManager.newBaseManager();
    private final List<NDArray> logits = List.of(logits(0), logits(LN_3), logits(LN_4));

    @AfterEach
    void free() {
        manager.close();
    }

    /** KL of (1/5, 4/5) from (1/2, 1/2): ln 2 - H(1/5). */
    @Test
    void aLayerLearnsFromTheFinalOne() {
        double expected = 0.2 * Math.log(0.4) + 0.8 * Math.log(1.6);

        assertThat(value(new Distillation(Teachers.FINAL, 1), 1)).isCloseTo(expected, within(1e-6));
        assertThat(value(new Distillation(Teachers.FINAL, 1), 3)).isZero();
    }

    /** Layer 2 learns from layer 3 alone; among all others it learns from layer 1 as well. */
    @Test
    void aLayerLearnsFromTheMeanOfItsTeachers() {
        double fromThird = 0.2 * Math.log(0.2 / 0.25) + 0.8 * Math.log(0.8 / 0.75);
        double fromFirst = 0.5 * Math.log(0.5 / 0.25) + 0.5 * Math.log(0.5 / 0.75);

        assertThat(value(new Distillation(Teachers.DEEPER, 1), 2)).isCloseTo(fromThird, within(1e-6));
        assertThat(value(new Distillation(Teachers.OTHERS, 1), 2)).isCloseTo((fromThird + fromFirst) / 2, within(1e-6));
        assertThat(value(new Distillation(Teachers.DEEPER, 1), 3)).isZero();
    }

    /** At a temperature of 2 the odds 4 are 2, so (1/3, 2/3) from (1/2, 1/2), times 4. */
    @Test
    void theTemperatureFlattensBothAndScalesTheLossBack() {
        double expected = 4 * (Math.log(2 / 3.0) / 3 + 2 * Math.log(4 / 3.0) / 3);

        assertThat(value(new Distillation(Teachers.FINAL, 2), 1)).isCloseTo(expected, within(1e-6));
    }

    /** The gradient of KL(q || softmax z) in z is softmax z - q. */
    @Test
    void theTeacherDoesNotLearn() {
        logits.forEach(layer -> layer.setRequiresGradient(true));
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            collector.backward(
                    new Distillation(Teachers.FINAL, 1).values(1, new Batch()).sum());
        }

        assertThat(logits.get(0).getGradient().toFloatArray())
                .containsExactly(new float[] {0.3f, -0.3f}, within(1e-6f));
        assertThat(logits.get(2).getGradient().toFloatArray()).containsOnly(0);
    }

    @Test
    void aTemperatureOfNothingIsRefused() {
        assertThatThrownBy(() -> new Distillation(Teachers.FINAL, 0))
                .hasMessage("temperature must be above 0, was 0.0");
    }

    private double value(Distillation term, int layer) {
        return term.values(layer, new Batch()).getFloat(0);
    }

    private NDArray logits(float second) {
        return manager.create(new float[] {0, second}, new Shape(1, 2)).duplicate();
    }

    private final class Batch implements TrainingBatch {

        @Override
        public int layers() {
            return 3;
        }

        @Override
        public TaskKind kind() {
            return new TaskKind.Classification(2);
        }

        @Override
        public NDArray labels() {
            return manager.create(new long[] {0});
        }

        @Override
        public int[] samples() {
            return new int[] {0};
        }

        @Override
        public StepInfo step() {
            return new StepInfo(0, 1, 0);
        }

        @Override
        public SplittableRandom random(String use) {
            return new SplittableRandom(1);
        }

        @Override
        public <T> T once(Object key, Function<TrainingBatch, T> make) {
            return make.apply(this);
        }

        @Override
        public History history() {
            return new History() {
                @Override
                public int layer() {
                    return 3;
                }

                @Override
                public LayerState state(int layer) {
                    throw new IllegalArgumentException("no states");
                }

                @Override
                public ClassifierOutput output(int layer) {
                    return new ClassifierOutput(logits.get(layer - 1), logits.get(layer - 1));
                }
            };
        }
    }
}
