package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;

/**
 * PALBERT's lambda layer: how likely a sample is to stop after a layer, given that it has come so far.
 *
 * <pre>{@code
 * a = tanh(A [h_l[0] + e_l; h_(l-1)[0] + e_l]),   b = tanh(B a),   c = tanh(C b),   lambda_l = sigmoid(v c)
 * }</pre>
 *
 * <p>Each map has a bias and is the same after every layer, which a learned embedding {@code e_l} of its number tells
 * apart; that it is added to both states is a guess. The classifiers must look back one layer. Score: {@value #LAMBDA}.
 * Group: {@code aux.halting}.
 */
public record Halting() implements AuxModuleSpec {

    /** The score {@code lambda_l}, in (0, 1). */
    public static final String LAMBDA = "halting";

    private static final String GROUP = "aux.halting";

    @Override
    public AuxModule build(ModelContext context) {
        return new Module(context);
    }

    private static final class Module implements AuxModule {

        private final List<Dense> inner;
        private final Dense last;
        private final NDArray positions; // e, (L, D)
        private final MacCount macs;
        private final Parameters parameters;

        Module(ModelContext context) {
            int hidden = context.spec().hidden();
            inner = List.of(
                    map(context, "first", 2 * hidden, hidden),
                    map(context, "second", hidden, hidden),
                    map(context, "third", hidden, hidden));
            last = map(context, "last", hidden, 1);
            positions = context.normal(
                    GROUP + ".positions",
                    Dense.likeBert(hidden),
                    new Shape(context.spec().layers(), hidden));
            macs = MacCount.linear(4, hidden, hidden).plus(MacCount.linear(1, hidden, 1));
            List<Parameter> all = new ArrayList<>();
            inner.forEach(map -> all.addAll(map.parameters()));
            all.addAll(last.parameters());
            all.add(new Parameter(GROUP + ".positions", GROUP, positions, true));
            parameters = Parameters.of(all);
        }

        private static Dense map(ModelContext context, String name, int inputs, int outputs) {
            Shape shape = new Shape(outputs, inputs);
            return Dense.random(context, GROUP + "." + name, GROUP, Dense.likeBert(inputs), shape);
        }

        @Override
        public List<String> scoreNames() {
            return List.of(LAMBDA);
        }

        @Override
        public NDArray scores(int layer, History upTo) {
            NDArray own = upTo.state(layer).manager().create(0f).add(positions.get(layer - 1)); // (D), of the batch
            NDArray values = NDArrays.concat(
                    new NDList(
                            first(upTo.state(layer)).add(own),
                            first(upTo.state(layer - 1)).add(own)),
                    1); // (B, 2 D)
            for (Dense map : inner) {
                values = map.apply(values).tanh(); // (B, D)
            }
            return Activation.sigmoid(last.apply(values)); // (B, 1)
        }

        private static NDArray first(LayerState state) {
            return state.hidden().get(new NDIndex(":, 0")); // (B, D)
        }

        @Override
        public MacCount macs(int layer, int tokens) {
            return macs;
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }

        @Override
        public TokenReach reads() {
            return TokenReach.FIRST_TOKEN;
        }
    }
}
