package org.earlyexit.toy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.AuxModuleSpec;
import org.earlyexit.model.History;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TokenReach;

/** Says two numbers of a sample: {@code NAME}, a learned one in (0, 1), and {@code NAME-layer}, the layer. */
public final class ToyScore implements AuxModule {

    private final String name;
    private final NDArray weight;

    public ToyScore(ModelContext context, String name) {
        this.name = name;
        this.weight = context.normal(name, 0.5, new Shape(ToyBackbone.HIDDEN, 1));
    }

    @Override
    public List<String> scoreNames() {
        return List.of(name, name + "-layer");
    }

    @Override
    public NDArray scores(int layer, History upTo) {
        NDArray first = upTo.state(layer).hidden().get(new NDIndex(":, 0"));
        NDArray logits = first.matMul(weight); // (B, 1)
        NDArray one = first.getManager().create(1f);
        NDArray sigmoid = one.div(logits.neg().exp().add(one));
        NDArray number = first.getManager().full(logits.getShape(), layer);
        return NDArrays.concat(new NDList(sigmoid, number), 1);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return MacCount.linear(1, ToyBackbone.HIDDEN, 1);
    }

    @Override
    public Parameters parameters() {
        return Parameters.of(List.of(new Parameter("aux." + name, "aux." + name, weight, true)));
    }

    @Override
    public TokenReach reads() {
        return TokenReach.FIRST_TOKEN;
    }

    /** Its settings. */
    public record Spec(String name) implements AuxModuleSpec {
        @Override
        public AuxModule build(ModelContext context) {
            return new ToyScore(context, name);
        }
    }
}
