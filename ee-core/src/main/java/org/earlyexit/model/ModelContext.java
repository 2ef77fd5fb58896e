package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.SplittableRandom;
import org.earlyexit.spi.TaskKind;

/**
 * What a module is built from. Randomness comes from the run's seed by way of the parameter's name, so that adding one
 * parameter never changes how another starts.
 *
 * @param spec the backbone's shape
 * @param kind what the task asks for
 * @param pooler the pre-trained pooler, where there is one
 * @param manager owns the parameters
 * @param seed of the run
 * @param classifiers those of the model, for modules that read their weights; empty while they are built themselves
 */
public record ModelContext(
        BackboneSpec spec,
        TaskKind kind,
        Optional<PoolerWeights> pooler,
        NDManager manager,
        long seed,
        Optional<InternalClassifier> classifiers) {

    /** What the classifiers are built from. */
    public ModelContext(
            BackboneSpec spec, TaskKind kind, Optional<PoolerWeights> pooler, NDManager manager, long seed) {
        this(spec, kind, pooler, manager, seed, Optional.empty());
    }

    /** What the modules beside these classifiers are built from. */
    public ModelContext with(InternalClassifier built) {
        return new ModelContext(spec, kind, pooler, manager, seed, Optional.of(built));
    }

    /** A trainable tensor drawn from N(0, deviation²), the same for the same seed and name on every machine. */
    public NDArray normal(String name, double deviation, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed ^ hash(name));
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return trainable(values, shape);
    }

    /** A trainable tensor drawn evenly from (-bound, bound), the same for the same seed and name on every machine. */
    public NDArray uniform(String name, double bound, Shape shape) {
        SplittableRandom random = new SplittableRandom(seed ^ hash(name));
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return trainable(values, shape);
    }

    /** A trainable tensor of zeros. */
    public NDArray zeros(Shape shape) {
        return trainable(new float[Math.toIntExact(shape.size())], shape);
    }

    /** A trainable tensor of these values. */
    public NDArray trainable(float[] values, Shape shape) {
        try (NDArray host = manager.create(values, shape)) {
            NDArray owned = host.duplicate(); // the first lives in a Java buffer that may be collected
            owned.setRequiresGradient(true);
            return owned;
        }
    }

    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
