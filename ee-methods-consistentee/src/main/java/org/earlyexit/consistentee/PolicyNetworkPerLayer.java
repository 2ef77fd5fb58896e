package org.earlyexit.consistentee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.head.Dense;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.History;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;

/** What {@link PolicyNetworks} builds. */
final class PolicyNetworkPerLayer implements AuxModule {

    private static final int WIDTH = 32;
    private static final double PUBLISHED_DEVIATION = 0.02;

    private final List<Dense> inner = new ArrayList<>();
    private final List<Dense> outer = new ArrayList<>();
    private final MacCount macs;
    private final Parameters parameters;

    PolicyNetworkPerLayer(ModelContext context) {
        int hidden = context.spec().hidden();
        macs = MacCount.linear(1, hidden, WIDTH).plus(MacCount.linear(1, WIDTH, 1));
        List<Parameter> all = new ArrayList<>();
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            String group = "aux.policy[" + layer + "]";
            Dense first =
                    Dense.random(context, group + ".inner", group, Dense.likeBert(hidden), new Shape(WIDTH, hidden));
            Dense second = Dense.random(context, group + ".outer", group, PUBLISHED_DEVIATION, new Shape(1, WIDTH));
            inner.add(first);
            outer.add(second);
            all.addAll(first.parameters());
            all.addAll(second.parameters());
        }
        parameters = Parameters.of(all);
    }

    @Override
    public List<String> scoreNames() {
        return List.of(PolicyNetworks.PROBABILITY, PolicyNetworks.LOGIT);
    }

    @Override
    public NDArray scores(int layer, History upTo) {
        NDArray pooled = upTo.output(layer).pooled(); // (B, D)
        NDArray inside = Activation.gelu(inner.get(layer - 1).apply(pooled)); // (B, 32)
        NDArray logit = outer.get(layer - 1).apply(inside); // (B, 1)
        return NDArrays.concat(new NDList(Activation.sigmoid(logit), logit), 1);
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
