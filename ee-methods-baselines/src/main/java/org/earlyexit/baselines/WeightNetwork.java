package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.SilentModule;

/**
 * L2W-DEN's weight prediction network, which serves training alone:
 *
 * <pre>{@code w^ = tanh(B relu(A x + a) + b),   x the sample's loss at each layer}</pre>
 *
 * <p>Group: {@code aux.weights}.
 *
 * @param width of the hidden layer, 500 as published
 */
record WeightNetwork(int width) implements AuxModuleSpec {

    /** Selects its parameters. */
    static final String GROUP = "aux.weights";

    @Override
    public AuxModule build(ModelContext context) {
        return new Module(context, width);
    }

    /** The network of one model. */
    static final class Module implements SilentModule {

        private final Dense in;
        private final Dense out;
        private final Parameters parameters;

        Module(ModelContext context, int width) {
            int layers = context.spec().layers();
            in = map(context, "in", layers, width);
            out = map(context, "out", width, layers);
            parameters = Dense.parameters(List.of(in, out));
        }

        private static Dense map(ModelContext context, String name, long inputs, long outputs) {
            return Dense.random(
                    context, GROUP + "." + name, GROUP, Math.sqrt(1.0 / inputs), new Shape(outputs, inputs));
        }

        /** What it says of losses (B, L): (B, L), in (-1, 1). */
        NDArray of(NDArray losses) {
            return out.apply(Activation.relu(in.apply(losses))).tanh();
        }

        @Override
        public Parameters parameters() {
            return parameters;
        }
    }
}
