package org.earlyexit.toy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.spi.TaskKind;

/** Attention without weights and one linear layer: {@code h' = tanh((h + softmax(h h' + mask) h) W + b)}. */
public final class ToyBackbone implements Backbone {

    public static final int HIDDEN = 8;
    public static final int VOCABULARY = 30;

    private static final float DROPOUT = 0.1f;
    private static final float NO_KEY = -10_000f;

    /** One call of {@link #run}: which layer, for how many rows of how many. */
    public record Call(int layer, int rows, int of) {}

    private final NDManager manager;
    private final NDArray words;
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> biases = new ArrayList<>();
    private final Parameters parameters;
    private final List<Call> calls = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();

    public ToyBackbone(NDManager parent, int layers, long seed) {
        manager = parent.newSubManager();
        BackboneSpec spec = new BackboneSpec("toy", layers, HIDDEN, 1, HIDDEN, VOCABULARY, 64);
        ModelContext context = new ModelContext(spec, new TaskKind.Classification(2), Optional.empty(), manager, seed);
        List<Parameter> list = new ArrayList<>();
        words = context.normal("words", 1, new Shape(VOCABULARY, HIDDEN));
        list.add(new Parameter("words", "backbone.embeddings", words, true));
        for (int layer = 1; layer <= layers; layer++) {
            NDArray weight = context.normal("weight" + layer, 0.5, new Shape(HIDDEN, HIDDEN));
            NDArray bias = context.normal("bias" + layer, 0.1, new Shape(HIDDEN));
            list.add(new Parameter("weight" + layer, "backbone.layer[" + layer + "]", weight, true));
            list.add(new Parameter("bias" + layer, "backbone.layer[" + layer + "]", bias, false));
            weights.add(weight);
            biases.add(bias);
        }
        parameters = Parameters.of(list);
    }

    /** Each call of a layer so far. */
    public List<Call> calls() {
        return calls;
    }

    /** The phase of each batch so far. */
    public List<Phase> phases() {
        return phases;
    }

    @Override
    public BackboneSpec spec() {
        return new BackboneSpec("toy", weights.size(), HIDDEN, 1, HIDDEN, VOCABULARY, 64);
    }

    @Override
    public LayerState embed(TokenBatch batch, NDManager scope, Phase phase) {
        phases.add(phase);
        int rows = batch.size();
        int width = batch.longest();
        int[] ids = new int[rows * width];
        float[] mask = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            for (int token = 0; token < width; token++) {
                boolean padding = token >= batch.rows().get(row).length();
                ids[row * width + token] = padding ? 0 : batch.rows().get(row).id(token);
                mask[row * width + token] = padding ? NO_KEY : 0;
            }
        }
        NDArray hidden = words.get(scope.create(ids)); // (B*T, D), in the manager of the parameter
        hidden.attach(scope);
        NDArray added = scope.create(mask, new Shape(rows, 1, 1, width)).duplicate();
        return new LayerState(hidden.reshape(rows, width, HIDDEN), added, phase);
    }

    @Override
    public LayerState run(int layer, LayerState in, LayerAction action) {
        if (action instanceof LayerAction.RunRows some) {
            int[] rows = some.rows().toArray();
            calls.add(new Call(layer, rows.length, in.rows()));
            NDArray whole = in.hidden().duplicate();
            NDArray index = in.manager().create(rows);
            whole.set(new NDIndex("{}", index), layer(layer, in.select(rows)));
            return in.withHidden(whole);
        }
        calls.add(new Call(layer, in.rows(), in.rows()));
        NDArray next = layer(layer, in);
        if (action instanceof LayerAction.SoftGate gate) {
            next = gate.blend(in.hidden(), next);
        }
        return in.withHidden(next);
    }

    private NDArray layer(int layer, LayerState in) {
        NDArray hidden = in.hidden(); // (B, T, D)
        NDArray mask = in.mask().squeeze(1); // (B, 1, T)
        NDArray attention = hidden.matMul(hidden.transpose(0, 2, 1)).add(mask).softmax(2); // (B, T, T)
        NDArray mixed = hidden.add(attention.matMul(hidden));
        NDArray next =
                mixed.matMul(weights.get(layer - 1)).add(biases.get(layer - 1)).tanh();
        if (in.phase() == Phase.INFERENCE) {
            return next;
        }
        NDArray kept = in.manager().randomUniform(0, 1, next.getShape()).gte(DROPOUT);
        return next.mul(kept.toType(next.getDataType(), false));
    }

    @Override
    public MacCount macs(int layer, int queries, int keys) {
        return layer == 0 ? MacCount.ZERO : MacCount.linear(queries, HIDDEN, HIDDEN);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public void close() {
        manager.close();
    }
}
