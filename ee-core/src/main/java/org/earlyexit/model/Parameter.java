package org.earlyexit.model;

import ai.djl.ndarray.NDArray;

/** One trainable tensor: a leaf of the graph that requires its gradient. Its module owns it. */
public final class Parameter {

    private final String name;
    private final String group;
    private final NDArray array;
    private final boolean decays;

    /**
     * Names a tensor.
     *
     * @param name unique in its model, as in a checkpoint: {@code encoder.layer.0.output.dense.weight}
     * @param group what a stage selects by: {@code backbone.layer[1]}, {@code classifier[3]}
     * @param array the tensor, float32
     * @param decays whether weight decay shrinks it; false for biases and LayerNorms
     */
    public Parameter(String name, String group, NDArray array, boolean decays) {
        this.name = name;
        this.group = group;
        this.array = array;
        this.decays = decays;
    }

    public String name() {
        return name;
    }

    public String group() {
        return group;
    }

    public NDArray array() {
        return array;
    }

    /** Whether weight decay shrinks it. */
    public boolean decays() {
        return decays;
    }

    /**
     * Gives the tensor other values in its own memory, so that views and kernels which point at it see them.
     * {@code NDArray.set} would let it share a Java buffer instead.
     *
     * @param values row-major, as many as it has elements
     */
    public void overwrite(float... values) {
        try (NDArray host = array.getManager().create(values, array.getShape())) {
            boolean leaf = array.hasGradient();
            array.setRequiresGradient(false); // a leaf that requires its gradient refuses to be written
            host.copyTo(array);
            array.setRequiresGradient(leaf);
        }
    }

    @Override
    public String toString() {
        return name + " " + array.getShape();
    }
}
