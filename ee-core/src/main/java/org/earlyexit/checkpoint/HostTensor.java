package org.earlyexit.checkpoint;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** A float32 tensor on the host, row-major. */
public final class HostTensor {

    private final long[] shape;
    private final float[] values;

    /**
     * Copies both arrays.
     *
     * @throws IllegalArgumentException if the shape asks for another number of values
     */
    public HostTensor(long[] shape, float[] values) {
        long elements = LongStream.of(shape).reduce(1, Math::multiplyExact);
        if (elements != values.length) {
            throw new IllegalArgumentException("a tensor of shape %s must have %d values, had %d"
                    .formatted(Arrays.toString(shape), elements, values.length));
        }
        this.shape = shape.clone();
        this.values = values.clone();
    }

    /** Its axes; empty for a scalar. */
    public List<Long> shape() {
        return LongStream.of(shape).boxed().toList();
    }

    /** How many values it has. */
    public int size() {
        return values.length;
    }

    /** A read-only view. */
    public FloatBuffer values() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }
}
