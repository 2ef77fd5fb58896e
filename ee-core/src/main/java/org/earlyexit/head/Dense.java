package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.List;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.PoolerWeights;

/** A linear layer, {@code y = W x + b}, with the group that stages select it by. */
public final class Dense {

    private static final double PUBLISHED_DEVIATION = 0.02;
    private static final double PUBLISHED_WIDTH = 768;

    private final String name;
    private final String group;
    private final NDArray weight; // (out, in)
    private final NDArray bias; // (out)

    private Dense(String name, String group, NDArray weight, NDArray bias) {
        this.name = name;
        this.group = group;
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * Biases 0 and weights from N(0, s²), {@code s = 0.02 sqrt(768 / in)}: as BERT starts its own at width 768, and at
     * other widths so that what comes out is as large. With a plain 0.02 a backbone of width 128 does not begin to
     * learn within a few hundred steps.
     *
     * @param group of its parameters, and the beginning of their names
     */
    public static Dense random(ModelContext context, String group, long inputs, long outputs) {
        return random(context, group, group, likeBert(inputs), new Shape(outputs, inputs));
    }

    /**
     * Biases 0 and weights from N(0, deviation²).
     *
     * @param name the beginning of its parameters' names, where several layers share a group
     * @param shape of the weights, (out, in)
     */
    public static Dense random(ModelContext context, String name, String group, double deviation, Shape shape) {
        NDArray weight = context.normal(name + ".weight", deviation, shape);
        return new Dense(name, group, weight, context.zeros(new Shape(shape.get(0))));
    }

    /**
     * Weights and biases drawn evenly from {@code (-1/sqrt(in), 1/sqrt(in))}, as PyTorch starts a linear layer by
     * itself, and so the modules of methods that start none.
     *
     * @param name the beginning of its parameters' names, where several layers share a group
     */
    public static Dense likePyTorch(ModelContext context, String name, String group, long inputs, long outputs) {
        double bound = 1 / Math.sqrt((double) inputs);
        return new Dense(
                name,
                group,
                context.uniform(name + ".weight", bound, new Shape(outputs, inputs)),
                context.uniform(name + ".bias", bound, new Shape(outputs)));
    }

    /** The deviation {@code 0.02 sqrt(768 / in)}. */
    public static double likeBert(long inputs) {
        return PUBLISHED_DEVIATION * Math.sqrt(PUBLISHED_WIDTH / inputs);
    }

    /** A copy of the pre-trained pooler, or a random one where there is none. */
    static Dense pooler(ModelContext context, String group) {
        long hidden = context.spec().hidden();
        if (context.pooler().isEmpty()) {
            return random(context, group, hidden, hidden);
        }
        PoolerWeights pooler = context.pooler().get();
        if (pooler.bias().length != hidden) {
            throw new IllegalArgumentException(
                    "the pre-trained pooler must be of hidden size %d, was %d".formatted(hidden, pooler.bias().length));
        }
        return new Dense(
                group,
                group,
                context.trainable(pooler.weight(), new Shape(hidden, hidden)),
                context.trainable(pooler.bias(), new Shape(hidden)));
    }

    /** How many numbers come out. */
    public long outputs() {
        return bias.getShape().get(0);
    }

    /** {@code W x + b}, in the manager of the input. */
    public NDArray apply(NDArray input) {
        return Linear.linear(input, weight, bias).singletonOrThrow();
    }

    /** The parameters of several, in this order. */
    public static Parameters parameters(List<Dense> maps) {
        return Parameters.of(
                maps.stream().flatMap(map -> map.parameters().stream()).toList());
    }

    /** {@code NAME.weight} and {@code NAME.bias}. */
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(name + ".weight", group, weight, true),
                new Parameter(name + ".bias", group, bias, false));
    }
}
