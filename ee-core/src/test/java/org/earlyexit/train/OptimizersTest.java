package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.earlyexit.model.Parameter;
import org.junit.jupiter.api.Test;

class OptimizersTest {

    private static final int STEPS = 12;
    private static final Offset<Float> ROUNDING = Offset.offset(1e-6f); // a step moves 1e-2
    private static final List<Shape> SHAPES =
            List.of(new Shape(7, 5), new Shape(5), new Shape(1), new Shape(33, 64), new Shape(64), new Shape(3, 2, 4));
    private static final OptimizerSpec SPEC = new OptimizerSpec(0.01, 0.1, 0, 3, 1e-8);

    @Test
    void theFusedWayMovesParametersAsThePortableOneWhateverTakesPart() {
        try (NDManager manager = NDManager.newBaseManager()) {
            List<Parameter> portable = parameters(manager);
            List<Parameter> fused = parameters(manager);
            try (Optimizer first = new AdamW(portable, SPEC, manager);
                    Optimizer second = new FusedAdamW(fused, SPEC, manager)) {
                for (int step = 0; step < STEPS; step++) {
                    addGradients(portable, step);
                    addGradients(fused, step);

                    assertThat(second.step(0.01)).isCloseTo(first.step(0.01), Offset.offset(1e-4));

                    assertSame(fused, portable, step);
                }
            }
        }
    }

    @Test
    void theFusedWayIsTakenOnPyTorch() {
        try (NDManager manager = NDManager.newBaseManager();
                Optimizer optimizer = Optimizers.adamW(parameters(manager), SPEC, manager)) {
            assertThat(optimizer).isInstanceOf(FusedAdamW.class);
        }
    }

    @Test
    void theNamesOfTheTensorsStayTheirOwn() {
        try (NDManager manager = NDManager.newBaseManager()) {
            List<Parameter> parameters = parameters(manager);
            try (Optimizer optimizer = new FusedAdamW(parameters, SPEC, manager)) {
                optimizer.step(0.01);
            }

            assertThat(parameters).allSatisfy(parameter -> {
                assertThat(parameter.array().getName()).isNull();
                assertThat(parameter.array().toFloatArray()).isNotEmpty(); // closing has freed no tensor of the model
            });
        }
    }

    private static void assertSame(List<Parameter> actual, List<Parameter> expected, int step) {
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).array().toFloatArray())
                    .as("%s after step %d", actual.get(i), step)
                    .containsExactly(expected.get(i).array().toFloatArray(), ROUNDING);
            assertThat(actual.get(i).array().getGradient().toFloatArray()).containsOnly(0);
        }
    }

    /** Every second one decays, so that the two groups are mixed. */
    private static List<Parameter> parameters(NDManager manager) {
        SplittableRandom random = new SplittableRandom(1);
        List<Parameter> parameters = new ArrayList<>();
        for (Shape shape : SHAPES) {
            NDArray array = values(manager, shape, random);
            array.setRequiresGradient(true);
            int number = parameters.size();
            parameters.add(new Parameter("p" + number, "group", array, number % 2 == 0));
        }
        return parameters;
    }

    /** Parameter {@code i} takes no part in each step that {@code i + 2} divides; small gradients are not clipped. */
    private static void addGradients(List<Parameter> parameters, int step) {
        SplittableRandom random = new SplittableRandom(step);
        NDManager manager = parameters.get(0).array().getManager();
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = scope.getEngine().newGradientCollector()) {
            NDArray loss = scope.create(0f);
            for (int i = 0; i < parameters.size(); i++) {
                NDArray array = parameters.get(i).array();
                NDArray gradient = values(scope, array.getShape(), random).mul(step % 3 == 0 ? 1e-3f : 1);
                loss = step % (i + 2) == 0 ? loss : loss.add(array.mul(gradient).sum());
            }
            if (step > 0) {
                collector.backward(loss);
            }
        }
    }

    private static NDArray values(NDManager manager, Shape shape, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextDouble() * 2 - 1);
        }
        return manager.create(values, shape).duplicate();
    }
}
