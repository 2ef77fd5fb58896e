package org.earlyexit.backbone.bert;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.earlyexit.backbone.bert.TorchScriptKernel.Linear;
import org.earlyexit.model.Phase;

/**
 * Chooses the fastest kernel that works here: each one must agree with the portable kernel on a random input before it
 * is used. A machine without oneDNN, a device without packed layers or another engine each get the next best.
 */
final class Kernels {

    private static final double TOLERANCE = 1e-4;
    private static final int ROWS = 2;
    private static final int TOKENS = 7;

    private Kernels() {}

    /** Whether arrays of this manager belong to the PyTorch engine. */
    static boolean onPyTorch(NDManager manager) {
        return "PyTorch".equals(manager.getEngine().getEngineName());
    }

    /** The kernel for an encoder on its engine and device. */
    static LayerKernel choose(EncoderConfig config, NDManager manager, EncoderWeights weights) {
        PortableKernel portable = new PortableKernel(config);
        if (!onPyTorch(manager)) {
            return portable;
        }
        return candidates(config, manager, weights).stream()
                .flatMap(candidate -> tried(candidate).stream())
                .filter(kernel -> works(kernel, portable, weights.layer(1), config, manager))
                .findFirst()
                .orElse(portable);
    }

    private static Optional<LayerKernel> tried(Supplier<LayerKernel> candidate) {
        try {
            return Optional.of(candidate.get());
        } catch (EngineException e) {
            return Optional.empty(); // this build of the engine cannot read the functions
        }
    }

    private static boolean works(
            LayerKernel kernel, LayerKernel reference, LayerWeights weights, EncoderConfig config, NDManager manager) {
        try {
            return GradientPause.during(
                    Phase.INFERENCE, manager, () -> agrees(kernel, reference, weights, config, manager));
        } catch (EngineException e) {
            return false; // this build of the engine lacks an operation
        }
    }

    private static List<Supplier<LayerKernel>> candidates(
            EncoderConfig config, NDManager manager, EncoderWeights weights) {
        List<Supplier<LayerKernel>> candidates = new ArrayList<>();
        for (Linear linear : new Linear[] {Linear.ONEDNN, Linear.PLAIN}) {
            candidates.add(() -> new TorchScriptKernel(config, manager, weights.parameters(), linear, linear));
        }
        return candidates;
    }

    /** Compares inference on a padded batch. */
    private static boolean agrees(
            LayerKernel kernel, LayerKernel reference, LayerWeights weights, EncoderConfig config, NDManager manager) {
        try (NDManager scratch = manager.newSubManager()) {
            int hidden = config.spec().hidden();
            float[] values = TensorSource.random(1, 1).values("self-check", new Shape(ROWS * TOKENS, hidden));
            NDArray input = HostArrays.of(scratch, values, new Shape(ROWS, TOKENS, hidden));
            float[] padding = new float[ROWS * TOKENS];
            padding[padding.length - 1] = -1e9f;
            NDArray mask = HostArrays.of(scratch, padding, new Shape(ROWS, 1, 1, TOKENS));
            NDArray expected = reference.run(weights, input, input, mask, Phase.INFERENCE);
            NDArray actual = kernel.run(weights, input, input, mask, Phase.INFERENCE);
            return expected.sub(actual).abs().max().getFloat() <= TOLERANCE; // false for NaN, too
        }
    }
}
