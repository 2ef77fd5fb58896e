package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
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

/** What {@link CascadedLinear} builds. */
final class CascadedLinearClassifiers implements InternalClassifier {

    private final int hidden;
    private final int outputs;
    private final double dropout;
    private final List<Dense> poolers = new ArrayList<>();
    private final List<Dense> classifiers = new ArrayList<>();
    private final List<Mean> means = new ArrayList<>();
    private final Parameters parameters;

    CascadedLinearClassifiers(ModelContext context, double dropout) {
        this.hidden = context.spec().hidden();
        this.outputs = context.kind().outputs();
        this.dropout = dropout;
        List<Parameter> all = new ArrayList<>();
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            poolers.add(Dense.pooler(context, "classifier.pooler[" + layer + "]"));
            classifiers.add(Dense.random(context, "classifier[" + layer + "]", inputs(layer), outputs));
            means.add(Mean.even(context, layer, outputs));
            all.addAll(poolers.get(layer - 1).parameters());
            all.addAll(classifiers.get(layer - 1).parameters());
            all.addAll(means.get(layer - 1).parameters());
        }
        parameters = Parameters.of(all);
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        LayerState state = upTo.current();
        NDArray first = state.hidden().get(new NDIndex(":, 0")); // (B, D)
        NDArray pooled = poolers.get(layer - 1).apply(first).tanh();
        NDList read = new NDList(Dropout.apply(pooled, dropout, state.phase()));
        if (layer > 1) {
            read.add(own(upTo.output(layer - 1)).stopGradient());
        }
        NDArray own = classifiers.get(layer - 1).apply(NDArrays.concat(read, 1)); // (B, C)
        NDList answers = new NDList();
        for (int earlier = 1; earlier < layer; earlier++) {
            answers.add(own(upTo.output(earlier)).logSoftmax(1));
        }
        answers.add(own.logSoftmax(1));
        NDArray logits =
                layer == classifiers.size() ? own : means.get(layer - 1).of(answers);
        return new ClassifierOutput(logits, NDArrays.concat(new NDList(pooled, own), 1));
    }

    private NDArray own(ClassifierOutput output) {
        return output.pooled().get(new NDIndex(":, {}:", hidden)); // (B, C)
    }

    private long inputs(int layer) {
        return layer == 1 ? hidden : hidden + outputs;
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return MacCount.linear(1, hidden, hidden)
                .plus(MacCount.linear(1, inputs(layer), outputs))
                .plus(MacCount.linear(1, layer, outputs));
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public int lookBack() {
        return classifiers.size();
    }

    @Override
    public TokenReach reads() {
        return TokenReach.FIRST_TOKEN;
    }

    /** A weighted geometric mean of distributions, as logits. */
    private record Mean(String group, NDArray weights, NDArray bias) {

        static Mean even(ModelContext context, int layer, int outputs) {
            float[] weights = new float[layer];
            Arrays.fill(weights, (float) Math.log(Math.expm1(1.0 / layer))); // softplus of it is 1 / l
            return new Mean(
                    "classifier.ensemble[" + layer + "]",
                    context.trainable(weights, new Shape(layer, 1, 1)),
                    context.zeros(new Shape(outputs)));
        }

        NDArray of(NDList answers) {
            NDArray stacked = NDArrays.stack(answers); // (l, B, C)
            // by way of an array of the batch, so that what comes out belongs to the batch and not to the parameter
            NDArray exponents = stacked.getManager().create(0f).add(weights).exp();
            NDArray positive = exponents.add(1).log(); // (l, 1, 1)
            return stacked.mul(positive).sum(new int[] {0}).add(bias); // (B, C)
        }

        List<Parameter> parameters() {
            return List.of(
                    new Parameter(group + ".weights", group, weights, false),
                    new Parameter(group + ".bias", group, bias, false));
        }
    }
}
