package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;
import org.earlyexit.model.TrainingModule;

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
    static final class Module implements TrainingModule {

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

        /** Those of a model. */
        static Module among(List<AuxModule> modules) {
            return modules.stream()
                    .filter(Module.class::isInstance)
                    .map(Module.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("a gated model must have gates, has " + modules));
        }

        /** {@code a_l} before a layer, (B), attached. */
        NDArray worth(int layer, LayerState before) {
            NDArray first = before.hidden().get(new NDIndex(":, 0")); // (B, D)
            return gates.get(layer - 1).apply(first).squeeze(1).add(open);
        }

        MacCount gateMacs() {
            return macs;
        }

        @Override
        public List<String> scoreNames() {
            return List.of();
        }

        @Override
        public NDArray scores(int layer, History upTo) {
            throw new UnsupportedOperationException("gates are asked before a layer, by the controller");
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
