package org.earlyexit.train;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.earlyexit.model.Parameter;

/** Chooses the fastest way to move parameters that works on their engine and device. */
final class Optimizers {

    private static final double RATE = 0.01;
    private static final double TOLERANCE = 1e-6;

    private Optimizers() {}

    /**
     * AdamW, fused where the engine can.
     *
     * @param trainable the parameters that it moves; they require gradients
     * @param parent of the manager that owns the moments
     */
    static Optimizer adamW(List<Parameter> trainable, OptimizerSpec spec, NDManager parent) {
        Way way = fuses(spec, parent) ? FusedAdamW::new : AdamW::new;
        return way.of(trainable, spec, parent);
    }

    /** Whether a fused step comes out as the portable one. */
    private static boolean fuses(OptimizerSpec spec, NDManager parent) {
        if (!FusedAdamW.ENGINE.equals(parent.getEngine().getEngineName())) {
            return false;
        }
        try (NDManager scratch = parent.newSubManager()) {
            NDArray fused = afterOneStep(FusedAdamW::new, spec, scratch);
            NDArray portable = afterOneStep(AdamW::new, spec, scratch);
            return fused.sub(portable).abs().max().getFloat() <= TOLERANCE; // false for NaN, too
        } catch (EngineException e) {
            return false; // this build of the engine lacks an operation
        }
    }

    private static NDArray afterOneStep(Way way, OptimizerSpec spec, NDManager scratch) {
        NDArray values = scratch.create(new float[] {1, -2, 0.5f}).duplicate();
        values.setRequiresGradient(true);
        try (Optimizer optimizer = way.of(List.of(new Parameter("self-check", "none", values, true)), spec, scratch)) {
            try (GradientCollector collector = scratch.getEngine().newGradientCollector()) {
                collector.backward(values.square().sum());
            }
            optimizer.step(RATE);
        }
        return values.stopGradient();
    }

    /** A way to make an optimiser. */
    @FunctionalInterface
    private interface Way {
        Optimizer of(List<Parameter> trainable, OptimizerSpec spec, NDManager parent);
    }
}
