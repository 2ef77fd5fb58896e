package org.earlyexit.execute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;

/**
 * Two models run one after the other as if they were one: the first layers of a small one, and then all of a large one,
 * which begins again at the embeddings and uses nothing of what the small one found.
 *
 * <p>Until the large one begins, its embeddings travel behind the small one's states: a state then has {@code 2T}
 * tokens, of which the small one's come first. Parameters of the small one have {@value #SMALL} before their names and
 * groups.
 */
public final class CascadedBackbone implements Backbone {

    /** Before the names and groups of the small model's parameters. */
    public static final String SMALL = "small.";

    private final Backbone small;
    private final int depth;
    private final Backbone large;
    private final Parameters parameters;

    /**
     * A cascade that owns both.
     *
     * @param depth how many layers of the small one run, at least 1
     */
    public CascadedBackbone(Backbone small, int depth, Backbone large) {
        if (depth < 1 || depth > small.spec().layers()) {
            throw new IllegalArgumentException("a cascade must begin with 1..%d layers, the small model's, was %d"
                    .formatted(small.spec().layers(), depth));
        }
        this.small = small;
        this.depth = depth;
        this.large = large;
        this.parameters = Parameters.join(List.of(small.parameters().prefixed(SMALL), large.parameters()));
    }

    /** The large model's shape with the layers of both. */
    @Override
    public BackboneSpec spec() {
        return large.spec().withLayers(depth + large.spec().layers());
    }

    @Override
    public LayerState embed(TokenBatch batch, NDManager manager, Phase phase) {
        LayerState first = small.embed(batch, manager, phaseOf(small, phase));
        LayerState waiting = large.embed(batch, manager, phaseOf(large, phase));
        return new LayerState(
                NDArrays.concat(new NDList(first.hidden(), waiting.hidden()), 1), // (B, 2T, D)
                NDArrays.concat(new NDList(first.mask(), waiting.mask()), 3), // (B, 1, 1, 2T)
                phase);
    }

    @Override
    public LayerState run(int layer, LayerState in, LayerAction action) {
        if (layer > depth + 1) {
            return run(large, layer - depth, in, action);
        }
        if (layer == depth + 1) {
            return run(large, 1, half(in, true), action);
        }
        NDArray ran = run(small, layer, half(in, false), action).hidden(); // (B, T, D)
        return in.withHidden(NDArrays.concat(new NDList(ran, half(in, true).hidden()), 1)); // (B, 2T, D)
    }

    /** One of the two that does not learn runs as in inference, though the other one does. */
    private static LayerState run(Backbone model, int layer, LayerState in, LayerAction action) {
        Phase phase = phaseOf(model, in.phase());
        if (phase == in.phase()) {
            return model.run(layer, in, action);
        }
        LayerState out = model.run(layer, new LayerState(in.hidden(), in.mask(), phase), action);
        return in.withHidden(out.hidden().duplicate()); // which may enter a graph
    }

    private static Phase phaseOf(Backbone model, Phase phase) {
        boolean learns = model.parameters().list().stream()
                .anyMatch(parameter -> parameter.array().hasGradient());
        return learns ? phase : Phase.INFERENCE;
    }

    private static LayerState half(LayerState in, boolean waiting) {
        long tokens = in.hidden().getShape().get(1) / 2;
        long from = waiting ? tokens : 0;
        NDIndex own = new NDIndex(":, {}:{}", from, from + tokens);
        NDIndex ownMask = new NDIndex(":, :, :, {}:{}", from, from + tokens);
        return new LayerState(in.hidden().get(own), in.mask().get(ownMask), in.phase());
    }

    @Override
    public MacCount macs(int layer, int queries, int keys) {
        if (layer == 0) {
            return small.macs(0, queries, keys).plus(large.macs(0, queries, keys));
        }
        return layer <= depth ? small.macs(layer, queries, keys) : large.macs(layer - depth, queries, keys);
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    /** What costs are compared with: the large model of a cascade, and any other backbone itself. Closed with it. */
    public static Backbone plain(Backbone backbone) {
        return backbone instanceof CascadedBackbone cascade ? cascade.large : backbone;
    }

    @Override
    public void close() {
        small.close();
        large.close();
    }
}
