package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.LayerGate;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.SilentModule;

/**
 * HadSkip's gates: a number before each layer that says how much it is worth running, read off the first token.
 *
 * <pre>{@code a_l = w_l h_(l-1)[0] + b_l,   b_l = open to begin with}</pre>
 *
 * <p>That the first token is read is a guess. Groups: {@code aux.gate[l]}.
 *
 * @param open above 0, so that every layer runs at first
 */
record SkipGates(double open) implements AuxModuleSpec {

    private static final double DEVIATION = 0.02;

    @Override
    public AuxModule build(ModelContext context) {
        return new Module(context, open);
    }

    /** The gates of one model. */
    static final class Module implements SilentModule, LayerGate {

        private final List<Dense> gates = new ArrayList<>();
        private final double open;
        private final MacCount macs;
        private final Parameters parameters;

        Module(ModelContext context, double open) {
            long hidden = context.spec().hidden();
            for (int layer = 1; layer <= context.spec().layers(); layer++) {
                String group = "aux.gate[" + layer + "]";
                gates.add(Dense.random(context, group, group, DEVIATION, new Shape(1, hidden)));
            }
            this.open = open;
            macs = MacCount.linear(1, hidden, 1);
            parameters = Dense.parameters(gates);
        }

        /** {@code a_l}. */
        @Override
        public NDArray gate(int layer, LayerState incoming) {
            NDArray first = incoming.hidden().get(new NDIndex(":, 0")); // (B, D)
            return gates.get(layer - 1).apply(first).squeeze(1).add(open);
        }

        @Override
        public MacCount gateMacs(int layer, int tokens) {
            return macs;
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }
    }
}
