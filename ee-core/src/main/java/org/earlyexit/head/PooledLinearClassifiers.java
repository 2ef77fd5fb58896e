package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;

/** A pooler over the first token, one for all layers or one each, and a linear layer each. */
final class PooledLinearClassifiers implements InternalClassifier {

    private final List<Dense> poolers = new ArrayList<>();
    private final List<Dense> classifiers = new ArrayList<>();
    private final double dropout;
    private final MacCount macs;
    private final Parameters parameters;

    PooledLinearClassifiers(ModelContext context, double dropout, boolean ownPoolers) {
        this.dropout = dropout;
        int hidden = context.spec().hidden();
        int outputs = context.kind().outputs();
        macs = MacCount.linear(1, hidden, hidden).plus(MacCount.linear(1, hidden, outputs));
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            if (ownPoolers) {
                poolers.add(Dense.pooler(context, "classifier.pooler[" + layer + "]"));
            } else {
                poolers.add(layer == 1 ? Dense.pooler(context, "classifier.pooler") : poolers.get(0));
            }
            classifiers.add(Dense.random(context, "classifier[" + layer + "]", hidden, outputs));
        }
        List<Parameter> all = new ArrayList<>();
        new LinkedHashSet<>(poolers).forEach(pooler -> all.addAll(pooler.parameters()));
        classifiers.forEach(classifier -> all.addAll(classifier.parameters()));
        parameters = Parameters.of(all);
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        LayerState state = upTo.current();
        NDArray first = state.hidden().get(new NDIndex(":, 0")); // (B, D)
        NDArray pooled = poolers.get(layer - 1).apply(first).tanh();
        NDArray logits = classifiers.get(layer - 1).apply(Dropout.apply(pooled, dropout, state.phase())); // (B, C)
        return new ClassifierOutput(logits, pooled);
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
