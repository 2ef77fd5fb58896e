package org.earlyexit.execute;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.TokenBatch;
import org.jspecify.annotations.Nullable;

/**
 * The history of one batch in one pass. A classifier runs when its output is first asked for, so those that nobody
 * reads cost nothing. Its arrays belong to the batch's manager.
 */
public final class BatchHistory implements History {

    private final InternalClassifier classifiers;
    private final TokenBatch tokens;
    private final List<@Nullable LayerState> states = new ArrayList<>(); // index is the layer
    private final List<@Nullable ClassifierOutput> outputs = new ArrayList<>();
    private final List<LayerAction> actions = new ArrayList<>();

    BatchHistory(InternalClassifier classifiers, TokenBatch tokens) {
        this.classifiers = classifiers;
        this.tokens = tokens;
    }

    @Override
    public int layer() {
        return states.size() - 1;
    }

    @Override
    public LayerState state(int layer) {
        requireRun(layer, 0);
        LayerState state = states.get(layer);
        if (state == null) {
            throw notKept(layer);
        }
        return state;
    }

    @Override
    public ClassifierOutput output(int layer) {
        requireRun(layer, 1);
        ClassifierOutput known = outputs.get(layer);
        if (known != null) {
            return known;
        }
        if (states.get(layer) == null) {
            throw notKept(layer);
        }
        ClassifierOutput fresh = classifiers.forward(layer, new Causal(this, layer, layer - 1));
        outputs.set(layer, fresh);
        return fresh;
    }

    @Override
    public LayerAction action(int layer) {
        requireRun(layer, 1);
        return actions.get(layer);
    }

    @Override
    public TokenBatch tokens() {
        return tokens;
    }

    /**
     * This history as it was after a layer, as far back as the classifiers look: what auxiliary modules and controllers
     * are shown.
     *
     * @param layer from 0 to {@link #layer()}
     */
    public History upTo(int layer) {
        requireRun(layer, 0);
        return new Causal(this, layer, layer);
    }

    /** Begins with the embeddings. */
    void push(LayerState embeddings) {
        push(embeddings, LayerAction.RUN_ALL);
    }

    void push(LayerState state, LayerAction action) {
        states.add(state);
        outputs.add(null);
        actions.add(action);
    }

    void put(int layer, ClassifierOutput output) {
        outputs.set(layer, output);
    }

    /** What the classifier after a layer has said, if it was asked and its answer was kept. */
    @Nullable
    ClassifierOutput known(int layer) {
        return outputs.get(layer);
    }

    /** Frees everything further back than the classifiers look. */
    void release() {
        for (int layer = layer() - classifiers.lookBack() - 1; layer >= 0 && states.get(layer) != null; layer--) {
            LayerState state = state(layer);
            if (state.hidden() != current().hidden()) {
                state.hidden().close(); // the mask serves the layers above
            }
            closeOutput(outputs.get(layer));
            states.set(layer, null);
            outputs.set(layer, null);
        }
    }

    /** A history of some of the rows, in new tensors; this one stays as it is. */
    BatchHistory select(int... rows) {
        BatchHistory selected = new BatchHistory(classifiers, tokens.select(rows));
        for (int layer = 0; layer < states.size(); layer++) {
            LayerState state = states.get(layer);
            ClassifierOutput output = outputs.get(layer);
            selected.states.add(state == null ? null : state.select(rows));
            selected.outputs.add(output == null ? null : select(output, rows));
            selected.actions.add(actions.get(layer).select(rows));
        }
        return selected;
    }

    /** Frees all that is still kept. */
    void close() {
        for (LayerState state : states) {
            if (state != null) {
                state.close();
            }
        }
        outputs.forEach(BatchHistory::closeOutput);
    }

    private static ClassifierOutput select(ClassifierOutput output, int... rows) {
        try (NDArray index = output.logits().getManager().create(rows)) {
            return new ClassifierOutput(
                    output.logits().get(index), output.pooled().get(index));
        }
    }

    private static void closeOutput(@Nullable ClassifierOutput output) {
        if (output != null) {
            output.logits().close();
            output.pooled().close();
        }
    }

    private void requireRun(int layer, int first) {
        if (layer < first || layer > layer()) {
            throw new IllegalArgumentException(
                    "layer must be in %d..%d, the layers that have run, was %d".formatted(first, layer(), layer));
        }
    }

    private IllegalArgumentException notKept(int layer) {
        return new IllegalArgumentException(
                "layer %d was not kept: after layer %d the classifiers look back %d layers; raise their lookBack()"
                        .formatted(layer, layer(), classifiers.lookBack()));
    }

    /** The same history, but with nothing deeper than a layer and nothing further back than the look-back. */
    private record Causal(BatchHistory whole, int layer, int answered) implements History {

        @Override
        public LayerState state(int wanted) {
            requireSeen(wanted, layer);
            return whole.state(wanted);
        }

        @Override
        public ClassifierOutput output(int wanted) {
            requireSeen(wanted, answered);
            return whole.output(wanted);
        }

        @Override
        public LayerAction action(int wanted) {
            if (wanted > layer) {
                throw new IllegalArgumentException(
                        "layer must be in 1..%d, the layers seen, was %d".formatted(layer, wanted));
            }
            return whole.action(wanted);
        }

        @Override
        public TokenBatch tokens() {
            return whole.tokens();
        }

        private void requireSeen(int wanted, int last) {
            int first = Math.max(0, layer - whole.classifiers.lookBack());
            if (wanted < first || wanted > last) {
                throw new IllegalArgumentException(
                        "layer must be in %d..%d, what a look-back of %d shows at layer %d, was %d"
                                .formatted(first, last, whole.classifiers.lookBack(), layer, wanted));
            }
        }
    }
}
