package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
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

/** What {@link MiniAttention} builds. {@code W} is its width. */
final class MiniAttentionClassifiers implements InternalClassifier {

    private final int width;
    private final int hidden;
    private final int outputs;
    private final List<Maps> layers = new ArrayList<>();
    private final Parameters parameters;

    MiniAttentionClassifiers(ModelContext context, MiniAttention sizes) {
        this.width = sizes.width();
        this.hidden = context.spec().hidden();
        this.outputs = context.kind().outputs();
        List<Parameter> all = new ArrayList<>();
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            Maps maps = Maps.random(context, "classifier[" + layer + "]", sizes);
            layers.add(maps);
            all.addAll(maps.parameters());
        }
        parameters = Parameters.of(all);
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        LayerState state = upTo.current();
        Maps maps = layers.get(layer - 1);
        NDArray narrow = maps.in().apply(state.hidden()).tanh(); // (B, T, W)
        NDArray seen = maps.attention().apply(narrow, state); // (B, W)
        NDArray pooled = maps.middle().apply(maps.joined().apply(seen)).tanh(); // (B, W)
        return new ClassifierOutput(maps.out().apply(pooled), pooled);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return MacCount.linear(tokens, hidden, width)
                .plus(layers.get(layer - 1).attention().macs(tokens))
                .plus(MacCount.linear(2, width, width)) // joined, middle
                .plus(MacCount.linear(1, width, outputs));
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    /** The maps of one layer. */
    private record Maps(Dense in, FirstTokenAttention attention, Dense joined, Dense middle, Dense out) {

        static Maps random(ModelContext context, String group, MiniAttention sizes) {
            int hidden = context.spec().hidden();
            int width = sizes.width();
            FirstTokenAttention attention = new FirstTokenAttention(
                    map(context, group, "query", width, width),
                    map(context, group, "key", width, width),
                    map(context, group, "value", width, width),
                    sizes.heads(),
                    0);
            return new Maps(
                    map(context, group, "in", hidden, width),
                    attention,
                    map(context, group, "joined", width, width),
                    map(context, group, "middle", width, width),
                    map(context, group, "out", width, context.kind().outputs()));
        }

        private static Dense map(ModelContext context, String group, String name, long inputs, long outputs) {
            Shape shape = new Shape(outputs, inputs);
            return Dense.random(context, group + "." + name, group, Dense.likeBert(inputs), shape);
        }

        List<Parameter> parameters() {
            List<Parameter> all = new ArrayList<>(in.parameters());
            all.addAll(attention.parameters());
            List.of(joined, middle, out).forEach(map -> all.addAll(map.parameters()));
            return all;
        }
    }
}
