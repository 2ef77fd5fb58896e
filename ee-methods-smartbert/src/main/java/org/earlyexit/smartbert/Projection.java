package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;

/**
 * Where the tokens of a layer are compared with those of the next:
 *
 * <pre>{@code q = N tanh(layerNorm(M x + m)) + n   (B, T, W)}</pre>
 *
 * <p>Weight decay shrinks the norm's gain too: the published code knows norms by a name that this one has not.
 */
final class Projection {

    private static final float EPSILON = 1e-5f; // PyTorch's own

    private final String group;
    private final int width;
    private final Dense in;
    private final NDArray gain;
    private final NDArray shift;
    private final Dense out;

    /** @param inputs numbers of a token */
    Projection(ModelContext context, String group, int inputs, int width) {
        this.group = group;
        this.width = width;
        this.in = Dense.likePyTorch(context, group + ".in", group, inputs, width);
        float[] ones = new float[width];
        Arrays.fill(ones, 1);
        this.gain = context.trainable(ones, new Shape(width));
        this.shift = context.zeros(new Shape(width));
        this.out = Dense.likePyTorch(context, group + ".out", group, width, width);
    }

    /** {@code q}, (B, T, W). */
    NDArray apply(NDArray tokens) {
        NDArray inside = in.apply(tokens);
        NDArray normed = inside.getNDArrayInternal()
                .layerNorm(inside, new Shape(width), gain, shift, EPSILON)
                .head();
        return out.apply(normed.tanh());
    }

    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(in.parameters());
        all.add(new Parameter(group + ".norm.weight", group, gain, true));
        all.add(new Parameter(group + ".norm.bias", group, shift, false));
        all.addAll(out.parameters());
        return all;
    }
}
