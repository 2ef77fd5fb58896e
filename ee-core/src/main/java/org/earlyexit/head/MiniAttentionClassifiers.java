package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;

/** What {@link MiniAttention} builds. {@code W} is its width, {@code A} its heads. */
final class MiniAttentionClassifiers implements InternalClassifier {

    private final MiniAttention sizes;
    private final int hidden;
    private final int outputs;
    private final List<Maps> layers = new ArrayList<>();
    private final Parameters parameters;

    MiniAttentionClassifiers(ModelContext context, MiniAttention sizes) {
        this.sizes = sizes;
        this.hidden = context.spec().hidden();
        this.outputs = context.kind().outputs();
        List<Parameter> all = new ArrayList<>();
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            Maps maps = Maps.random(context, "classifier[" + layer + "]", sizes.width());
            layers.add(maps);
            maps.all().forEach(map -> all.addAll(map.parameters()));
        }
        parameters = Parameters.of(all);
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        LayerState state = upTo.current();
        Maps maps = layers.get(layer - 1);
        NDArray narrow = maps.in().apply(state.hidden()).tanh(); // (B, T, W)
        NDArray first = narrow.get(new NDIndex(":, 0:1")); // (B, 1, W)
        NDArray query = split(maps.query().apply(first)); // (B, A, 1, W/A)
        NDArray key = split(maps.key().apply(narrow)); // (B, A, T, W/A)
        NDArray value = split(maps.value().apply(narrow)); // (B, A, T, W/A)
        NDArray scale = state.manager().create((float) (1 / Math.sqrt((double) sizes.width() / sizes.heads())));
        NDArray scores = query.matMul(key.transpose(0, 1, 3, 2)).mul(scale).add(state.mask()); // (B, A, 1, T)
        NDArray seen = scores.softmax(3).matMul(value).reshape(state.rows(), sizes.width()); // (B, W)
        NDArray pooled = maps.middle().apply(maps.joined().apply(seen)).tanh(); // (B, W)
        return new ClassifierOutput(maps.out().apply(pooled), pooled);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        int width = sizes.width();
        return MacCount.linear(tokens, hidden, width)
                .plus(MacCount.linear(2L * tokens, width, width)) // keys and values
                .plus(MacCount.linear(3, width, width)) // query, joined, middle
                .plus(MacCount.product(2L * tokens * width))
                .plus(MacCount.linear(1, width, outputs));
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    private NDArray split(NDArray wide) {
        long each = sizes.width() / sizes.heads();
        return wide.reshape(new Shape(wide.getShape().get(0), -1, sizes.heads(), each))
                .transpose(0, 2, 1, 3);
    }

    /** The maps of one layer. */
    private record Maps(Dense in, Dense query, Dense key, Dense value, Dense joined, Dense middle, Dense out) {

        static Maps random(ModelContext context, String group, int width) {
            int hidden = context.spec().hidden();
            return new Maps(
                    map(context, group, "in", hidden, width),
                    map(context, group, "query", width, width),
                    map(context, group, "key", width, width),
                    map(context, group, "value", width, width),
                    map(context, group, "joined", width, width),
                    map(context, group, "middle", width, width),
                    map(context, group, "out", width, context.kind().outputs()));
        }

        private static Dense map(ModelContext context, String group, String name, long inputs, long outputs) {
            Shape shape = new Shape(outputs, inputs);
            return Dense.random(context, group + "." + name, group, Dense.likeBert(inputs), shape);
        }

        List<Dense> all() {
            return List.of(in, query, key, value, joined, middle, out);
        }
    }
}
