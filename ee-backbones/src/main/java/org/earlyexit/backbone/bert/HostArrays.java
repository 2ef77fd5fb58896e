package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Makes arrays from Java values that own their memory: graphs and views may outlive the Java array they came from. */
final class HostArrays {

    private HostArrays() {}

    static NDArray of(NDManager manager, long[] values, long... shape) {
        try (NDArray borrowed = manager.create(values, new Shape(shape))) {
            return borrowed.duplicate();
        }
    }

    static NDArray of(NDManager manager, float[] values, Shape shape) {
        try (NDArray borrowed = manager.create(values, shape)) {
            return borrowed.duplicate();
        }
    }
}
