package org.earlyexit.toy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.InternalClassifierSpec;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;

/** A linear classifier a layer, over the sum of the first tokens of the layers that it looks back to. */
public final class ToyClassifiers implements InternalClassifier {

    private final int lookBack;
    private final List<NDArray> weights = new ArrayList<>();
    private final Parameters parameters;
    private final List<Integer> asked = new ArrayList<>();

    public ToyClassifiers(ModelContext context, int lookBack) {
        this.lookBack = lookBack;
        List<Parameter> list = new ArrayList<>();
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            String name = "classifier" + layer;
            Shape shape = new Shape(ToyBackbone.HIDDEN, context.kind().outputs());
            NDArray weight = context.normal(name, 0.7, shape);
            list.add(new Parameter(name, "classifier[" + layer + "]", weight, true));
            weights.add(weight);
        }
        parameters = Parameters.of(list);
    }

    /** The layers whose classifiers were run so far. */
    public List<Integer> asked() {
        return asked;
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        asked.add(layer);
        NDArray pooled = first(upTo.state(layer));
        for (int back = 1; back <= Math.min(lookBack, layer); back++) {
            pooled = pooled.add(first(upTo.state(layer - back)));
        }
        return new ClassifierOutput(pooled.matMul(weights.get(layer - 1)), pooled);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return MacCount.linear(1, ToyBackbone.HIDDEN, 2);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public int lookBack() {
        return lookBack;
    }

    @Override
    public TokenReach reads() {
        return TokenReach.FIRST_TOKEN;
    }

    private static NDArray first(LayerState state) {
        return state.hidden().get(new NDIndex(":, 0"));
    }

    /** Their settings. */
    public record Spec(int lookBack) implements InternalClassifierSpec {
        @Override
        public InternalClassifier build(ModelContext context) {
            return new ToyClassifiers(context, lookBack);
        }
    }
}
