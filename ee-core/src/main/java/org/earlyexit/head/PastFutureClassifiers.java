package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.ArrayList;
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

/** What {@link PastFuture} builds. */
final class PastFutureClassifiers implements InternalClassifier {

    private final int hidden;
    private final int outputs;
    private final double dropout;
    private final List<Slot> slots = new ArrayList<>();
    private final Dense ratio;
    private final Parameters parameters;

    PastFutureClassifiers(ModelContext context, double dropout) {
        this.hidden = context.spec().hidden();
        this.outputs = context.kind().outputs();
        this.dropout = dropout;
        List<Parameter> all = new ArrayList<>();
        for (int layer = 1; layer <= context.spec().layers(); layer++) {
            Slot slot = Slot.random(context, layer);
            slots.add(slot);
            slot.all().forEach(map -> all.addAll(map.parameters()));
        }
        ratio = Dense.random(context, "classifier.gate", outputs, outputs);
        all.addAll(ratio.parameters());
        parameters = Parameters.of(all);
    }

    @Override
    public ClassifierOutput forward(int layer, History upTo) {
        LayerState state = upTo.current();
        NDArray own = slot(layer)
                .pooler()
                .apply(state.hidden().get(new NDIndex(":, 0")))
                .tanh(); // (B, D)
        NDList pooled = new NDList(own);
        NDList past = new NDList();
        NDList future = new NDList();
        NDList gates = new NDList();
        for (int j = 1; j <= layer; j++) {
            NDArray read = j == layer ? own : pooledOf(upTo.output(j)).stopGradient();
            NDArray dropped = Dropout.apply(read, dropout, state.phase());
            past.add(slot(j).classifier().apply(dropped)); // (B, C)
            gates.add(slot(j).gate().apply(dropped)); // (B, C)
        }
        for (int j = layer + 1; j <= slots.size(); j++) {
            NDArray imagined = slot(j).imagination().apply(own).tanh(); // (B, D)
            pooled.add(imagined);
            future.add(slot(j).classifier().apply(Dropout.apply(imagined, dropout, state.phase()))); // (B, C)
        }
        NDArray logits = mixed(past, gates, future, state.manager()); // (B, C)
        return new ClassifierOutput(logits, NDArrays.concat(pooled, 1));
    }

    /** The vector itself, without what it imagined. */
    private NDArray pooledOf(ClassifierOutput output) {
        return output.pooled().get(new NDIndex(":, :{}", hidden));
    }

    private NDArray mixed(NDList past, NDList gates, NDList future, NDManager batch) {
        int[] layers = {0};
        NDArray two = batch.create(2f);
        NDArray gate = NDArrays.stack(gates).mean(layers).tanh(); // (B, C)
        NDArray share = Activation.sigmoid(ratio.apply(gate)); // (B, C)
        NDArray known = NDArrays.stack(past).sum(layers).mul(share);
        return future.isEmpty()
                ? known.mul(two)
                : known.add(NDArrays.stack(future).sum(layers).mul(share.neg().add(1)))
                        .mul(two);
    }

    private Slot slot(int layer) {
        return slots.get(layer - 1);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return MacCount.linear(1 + slots.size() - layer, hidden, hidden)
                .plus(MacCount.linear(slots.size() + layer, hidden, outputs))
                .plus(MacCount.linear(1, outputs, outputs));
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public int lookBack() {
        return slots.size();
    }

    @Override
    public TokenReach reads() {
        return TokenReach.FIRST_TOKEN;
    }

    /** The maps of one layer: {@code P}, {@code F}, {@code W}, {@code V}. */
    private record Slot(Dense pooler, Dense imagination, Dense classifier, Dense gate) {

        static Slot random(ModelContext context, int layer) {
            String group = "classifier[" + layer + "]";
            int hidden = context.spec().hidden();
            int outputs = context.kind().outputs();
            double deviation = Dense.likeBert(hidden);
            return new Slot(
                    Dense.pooler(context, "classifier.pooler[" + layer + "]"),
                    Dense.random(context, group + ".imagination", group, deviation, new Shape(hidden, hidden)),
                    Dense.random(context, group, group, deviation, new Shape(outputs, hidden)),
                    Dense.random(context, group + ".gate", group, deviation, new Shape(outputs, hidden)));
        }

        List<Dense> all() {
            return List.of(pooler, imagination, classifier, gate);
        }
    }
}
