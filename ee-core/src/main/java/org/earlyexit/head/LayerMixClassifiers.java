package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
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

/** What {@link LayerMix} builds. */
final class LayerMixClassifiers implements InternalClassifier {

    private final int hidden;
    private final int outputs;
    private final double dropout;
    private final Dense pooler;
    private final List<NDArray> mixes = new ArrayList<>(); // of layer l: (l, 1, 1)
    private final List<Dense> classifiers = new ArrayList<>();
    private final Parameters parameters;

    LayerMixClassifiers(ModelContext context, double dropout) {
        this.hidden = context.spec().hidden();
        this.outputs = context.kind().outputs();
        this.dropout = dropout;
        this.pooler = Dense.pooler(context, "classifier.pooler");
        List<Parameter> all = new ArrayList<>(pooler.parameters());
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            String group = "classifier[" + layer + "]";
            float[] even = new float[layer];
            Arrays.fill(even, 1);
            mixes.add(context.trainable(even, new Shape(layer, 1, 1)));
            classifiers.add(Dense.random(context, group, inputs(layer), outputs));
            all.add(new Parameter(group + ".mix", group, mixes.get(layer - 1), false));
            all.addAll(classifiers.get(layer - 1).parameters());
        }
        parameters = Parameters.of(all);
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        LayerState state = upTo.current();
        NDArray pooled = pooler.apply(state.hidden().get(new NDIndex(":, 0"))).tanh(); // (B, D)
        NDList pooledSoFar = new NDList();
        NDList read = new NDList();
        for (int earlier = 1; earlier < layer; earlier++) {
            pooledSoFar.add(upTo.output(earlier).pooled());
            read.add(upTo.output(earlier).logits());
        }
        pooledSoFar.add(pooled);
        read.add(0, Dropout.apply(mix(layer, pooledSoFar, state.manager()), dropout, state.phase()));
        NDArray logits = classifiers.get(layer - 1).apply(NDArrays.concat(read, 1)); // (B, C)
        return new ClassifierOutput(logits, pooled);
    }

    private NDArray mix(int layer, NDList pooled, NDManager batch) {
        // by way of an array of the batch, so that what comes out belongs to the batch and not to the parameter
        NDArray shares = batch.create(1f).mul(mixes.get(layer - 1)); // (l, 1, 1)
        NDArray length = shares.square().sum().sqrt();
        return NDArrays.stack(pooled).mul(shares).sum(new int[] {0}).div(length); // (B, D)
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return MacCount.linear(1, hidden, hidden)
                .plus(MacCount.linear(1, hidden, layer))
                .plus(MacCount.linear(1, inputs(layer), outputs));
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public int lookBack() {
        return mixes.size();
    }

    @Override
    public TokenReach reads() {
        return TokenReach.FIRST_TOKEN;
    }

    private long inputs(int layer) {
        return hidden + (layer - 1L) * outputs;
    }
}
