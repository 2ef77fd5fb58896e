package org.earlyexit.backbone.bert;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Where an encoder's initial values come from. */
@FunctionalInterface
public interface TensorSource {

    /**
     * The values of a tensor, row-major.
     *
     * @param name as in a checkpoint, without the model's prefix
     * @param shape how many are needed
     */
    float[] values(String name, Shape shape);

    /**
     * Fresh values: matrices from N(0, deviation²), biases zero, gains of norms one.
     *
     * @param seed the same seed gives the same encoder
     */
    static TensorSource random(long seed, double deviation) {
        return (name, shape) -> {
            float[] values = new float[Math.toIntExact(shape.size())];
            if (shape.dimension() > 1) {
                SplittableRandom random = new SplittableRandom(seed ^ ((long) name.hashCode() << 32));
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (deviation * random.nextGaussian());
                }
            } else if (name.endsWith(".weight")) {
                Arrays.fill(values, 1);
            }
            return values;
        };
    }
}
