package org.earlyexit.checkpoint;

import java.util.List;

/**
 * One tensor of a safetensors file, as its header describes it.
 *
 * @param name unique in the file
 * @param type of its elements
 * @param shape its axes; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end the byte after its last
 */
public record TensorEntry(String name, TensorType type, List<Long> shape, long begin, long end) {

    public TensorEntry {
        shape = List.copyOf(shape);
    }

    /** How many elements it has. */
    public long elements() {
        return (end - begin) / type.bytes();
    }
}
