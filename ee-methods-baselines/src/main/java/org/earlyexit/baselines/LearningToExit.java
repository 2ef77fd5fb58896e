package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.History;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;

/**
 * BERxiT's learning-to-exit module: one linear layer, the same after every layer, that says how likely the classifier
 * is to be wrong.
 *
 * <pre>{@code u_l = sigmoid(v c_l + b),   c_l the pooled vector}</pre>
 *
 * <p>Score: {@value #UNCERTAINTY} is {@code u_l}, in (0, 1). Group: {@code aux.lte}.
 */
public record LearningToExit() implements AuxModuleSpec {

    /** The score {@code u_l}. */
    public static final String UNCERTAINTY = "uncertainty";

    /** Selects its parameters. */
    static final String GROUP = "aux.lte";

    @Override
    public AuxModule build(ModelContext context) {
        return new Module(context);
    }

    private static final class Module implements AuxModule {

        private final Dense linear;
        private final MacCount macs;
        private final Parameters parameters;

        Module(ModelContext context) {
            int hidden = context.spec().hidden();
            linear = Dense.random(context, GROUP, hidden, 1);
            macs = MacCount.linear(1, hidden, 1);
            parameters = Parameters.of(linear.parameters());
        }

        @Override
        public List<String> scoreNames() {
            return List.of(UNCERTAINTY);
        }

        @Override
        public NDArray scores(int layer, History upTo) {
            return Activation.sigmoid(linear.apply(upTo.output(layer).pooled())); // (B, 1)
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
            return TokenReach.FIRST_TOKEN; // none itself: what it reads is the classifiers'
        }
    }
}
