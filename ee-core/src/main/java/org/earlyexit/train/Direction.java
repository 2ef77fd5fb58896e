package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.Parameter;

/** A vector over some parameters, such as a gradient. Its tensors belong to the batch. */
public final class Direction {

    private static final NDIndex ALL = new NDIndex("...");

    private final List<Parameter> parameters;
    private final List<NDArray> parts;

    private Direction(List<Parameter> parameters, List<NDArray> parts) {
        this.parameters = List.copyOf(parameters);
        this.parts = List.copyOf(parts);
    }

    /** The gradients that parameters have now, which are zero afterwards. */
    static Direction taken(List<Parameter> parameters, NDManager scope) {
        List<NDArray> parts = new ArrayList<>();
        for (Parameter parameter : parameters) {
            try (NDArray gradient = parameter.array().getGradient()) {
                NDArray part = gradient.duplicate();
                part.attach(scope);
                parts.add(part);
                gradient.set(ALL, 0f); // a difference would keep what is not finite
            }
        }
        return new Direction(parameters, parts);
    }

    /** The length, {@code ||d||}. */
    public double norm() {
        double sum = 0;
        for (NDArray part : parts) {
            sum += square(part);
        }
        return Math.sqrt(sum);
    }

    /**
     * This direction without what points against another one, tensor by tensor:
     *
     * <pre>{@code d - min(<d, o> / ||o||^2, 0) o}</pre>
     *
     * @param other over the same parameters
     * @param among the groups that are looked at; biases and LayerNorms stay as they are
     */
    public Direction notAgainst(Direction other, Selector among) {
        List<NDArray> projected = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean looked =
                    among.selects(parameters.get(i)) && parameters.get(i).decays();
            projected.add(looked ? notAgainst(parts.get(i), other.parts.get(i)) : parts.get(i));
        }
        return new Direction(parameters, projected);
    }

    private static NDArray notAgainst(NDArray part, NDArray other) {
        double along = part.mul(other).sum().getFloat();
        double length = square(other);
        return along >= 0 || length == 0
                ? part
                : part.sub(other.mul(other.getManager().create((float) (along / length))));
    }

    /** Adds {@code factor} times this to the parameters' gradients. */
    void addToGradients(double factor, NDManager scope) {
        NDArray by = scope.create((float) factor);
        for (int i = 0; i < parts.size(); i++) {
            try (NDArray gradient = parameters.get(i).array().getGradient();
                    NDArray share = parts.get(i).mul(by)) {
                gradient.addi(share);
            }
        }
    }

    /** Adds {@code factor} times this to the parameters themselves. */
    void addToParameters(double factor, NDManager scope) {
        NDArray by = scope.create((float) factor);
        for (int i = 0; i < parts.size(); i++) {
            try (NDArray share = parts.get(i).mul(by)) {
                write(parameters.get(i), array -> array.addi(share));
            }
        }
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** Writes a leaf in place, which the engine refuses while it requires its gradient. */
    static void write(Parameter parameter, java.util.function.Consumer<NDArray> writing) {
        parameter.array().setRequiresGradient(false);
        writing.accept(parameter.array());
        parameter.array().setRequiresGradient(true);
    }

    private static double square(NDArray part) {
        return part.square().sum().getFloat();
    }
}
