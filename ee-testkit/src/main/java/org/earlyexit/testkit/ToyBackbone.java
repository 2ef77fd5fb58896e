package org.earlyexit.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
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
import org.earlyexit.model.RowSet;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.TaskKind;

/**
 * A small backbone that really runs and really learns, by plain tensor operations. In each layer every token looks at
 * all tokens of its row through one attention query:
 *
 * <pre>{@code a = softmax(h u + mask),   h' = h + tanh(h W + (a h) V + b)}</pre>
 *
 * <p>It honours every {@link LayerAction} and starts the same from the same seed.
 */
public final class ToyBackbone implements Backbone {

    /** Hidden size, {@code D}. */
    public static final int HIDDEN = 16;

    /** Rows of the token embedding. */
    public static final int VOCABULARY = 64;

    /** Tokens of a row at most. */
    public static final int MAX_POSITIONS = 32;

    private static final float PADDED = -1e9f;

    private final BackboneSpec spec;
    private final NDManager manager;
    private final NDArray tokens; // (V, D)
    private final NDArray positions; // (P, D)
    private final List<Mixing> layers = new ArrayList<>();
    private final Parameters parameters;

    /**
     * A backbone with random weights.
     *
     * @param layerCount {@code L}
     * @param parent of the manager that owns the weights
     * @param seed of the weights
     */
    public ToyBackbone(int layerCount, NDManager parent, long seed) {
        spec = new BackboneSpec("toy", layerCount, HIDDEN, 1, HIDDEN, VOCABULARY, MAX_POSITIONS);
        manager = parent.newSubManager();
        ModelContext context = new ModelContext(spec, new TaskKind.Regression(), Optional.empty(), manager, seed);
        tokens = context.normal("tokens", 0.5, new Shape(VOCABULARY, HIDDEN));
        positions = context.normal("positions", 0.1, new Shape(MAX_POSITIONS, HIDDEN));
        List<Parameter> all = new ArrayList<>();
        all.add(new Parameter("toy.tokens", "backbone.embeddings", tokens, true));
        all.add(new Parameter("toy.positions", "backbone.embeddings", positions, true));
        for (int layer = 1; layer <= layerCount; layer++) {
            Mixing mixing = new Mixing(context, layer);
            layers.add(mixing);
            all.addAll(mixing.parameters(layer));
        }
        parameters = Parameters.of(all);
    }

    @Override
    public BackboneSpec spec() {
        return spec;
    }

    @Override
    public LayerState embed(TokenBatch batch, NDManager owner, Phase phase) {
        int rows = batch.size();
        int longest = batch.longest();
        if (longest > MAX_POSITIONS) {
            throw new IllegalArgumentException(
                    "a row must have at most %d tokens, had %d".formatted(MAX_POSITIONS, longest));
        }
        long[] ids = new long[rows * longest];
        float[] mask = new float[rows * longest];
        for (int row = 0; row < rows; row++) {
            TokenSequence sequence = batch.rows().get(row);
            for (int i = 0; i < longest; i++) {
                boolean real = i < sequence.length();
                ids[row * longest + i] = real ? known(sequence.id(i)) : 0;
                mask[row * longest + i] = real ? 0 : PADDED;
            }
        }
        NDArray words = owner.create(ids, new Shape(rows, longest))
                .oneHot(VOCABULARY, DataType.FLOAT32)
                .matMul(tokens); // (B, T, D)
        NDArray places = owner.arange(0, longest, 1, DataType.INT64)
                .oneHot(MAX_POSITIONS, DataType.FLOAT32)
                .matMul(positions); // (T, D)
        NDArray attended =
                owner.create(mask, new Shape(rows, 1, 1, longest)).duplicate(); // leaves the Java buffer behind
        return new LayerState(words.add(places), attended, phase);
    }

    @Override
    public LayerState run(int layer, LayerState in, LayerAction action) {
        NDArray before = in.hidden();
        NDArray after = layers.get(layer - 1).apply(before, in.mask());
        if (action instanceof LayerAction.RunRows some) {
            return in.withHidden(NDArrays.where(wholeRows(in, some.rows()), after, before));
        }
        if (action instanceof LayerAction.RunQueries some) {
            return in.withHidden(NDArrays.where(tokensOf(in, some.queries()), after, before));
        }
        if (action instanceof LayerAction.SoftGate gate) {
            return in.withHidden(gate.blend(before, after));
        }
        return in.withHidden(after);
    }

    @Override
    public MacCount macs(int layer, int queries, int keys) {
        if (layer == 0) {
            return MacCount.ZERO;
        }
        return MacCount.linear(queries, HIDDEN, HIDDEN)
                .plus(MacCount.linear(1, HIDDEN, HIDDEN))
                .plus(MacCount.linear(keys, HIDDEN, 1))
                .plus(MacCount.product((long) keys * HIDDEN));
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public void close() {
        manager.close();
    }

    private static int known(int id) {
        if (id < 0 || id >= VOCABULARY) {
            throw new IllegalArgumentException("a token id must be in 0..%d, was %d".formatted(VOCABULARY - 1, id));
        }
        return id;
    }

    /** True in some rows, (B, T, D). */
    private static NDArray wholeRows(LayerState in, RowSet rows) {
        boolean[] chosen = new boolean[in.rows()];
        for (int row : rows.toArray()) {
            chosen[row] = true;
        }
        return in.manager()
                .create(chosen, new Shape(chosen.length, 1, 1))
                .broadcast(in.hidden().getShape());
    }

    /** True at some tokens of each row, (B, T, D). */
    private static NDArray tokensOf(LayerState in, List<RowSet> queries) {
        int length = Math.toIntExact(in.hidden().getShape().get(1));
        boolean[] chosen = new boolean[in.rows() * length];
        for (int row = 0; row < queries.size(); row++) {
            for (int token : queries.get(row).toArray()) {
                chosen[row * length + token] = true;
            }
        }
        return in.manager()
                .create(chosen, new Shape(in.rows(), length, 1))
                .broadcast(in.hidden().getShape());
    }

    /** One layer. */
    private static final class Mixing {

        private final NDArray own; // W, (D, D)
        private final NDArray shared; // V, (D, D)
        private final NDArray bias; // b, (D)
        private final NDArray query; // u, (D, 1)

        Mixing(ModelContext context, int layer) {
            double deviation = 1 / Math.sqrt(HIDDEN);
            own = context.normal("own" + layer, deviation, new Shape(HIDDEN, HIDDEN));
            shared = context.normal("shared" + layer, deviation, new Shape(HIDDEN, HIDDEN));
            bias = context.zeros(new Shape(HIDDEN));
            query = context.normal("query" + layer, deviation, new Shape(HIDDEN, 1));
        }

        NDArray apply(NDArray hidden, NDArray mask) {
            NDArray scores = hidden.matMul(query).swapAxes(1, 2).add(mask.squeeze(1)); // (B, 1, T)
            NDArray context = scores.softmax(2).matMul(hidden); // (B, 1, D)
            return hidden.add(
                    hidden.matMul(own).add(context.matMul(shared)).add(bias).tanh());
        }

        List<Parameter> parameters(int layer) {
            String group = "backbone.layer[" + layer + "]";
            String name = "toy.layer." + layer;
            return List.of(
                    new Parameter(name + ".own", group, own, true),
                    new Parameter(name + ".shared", group, shared, true),
                    new Parameter(name + ".bias", group, bias, false),
                    new Parameter(name + ".query", group, query, true));
        }
    }
}
