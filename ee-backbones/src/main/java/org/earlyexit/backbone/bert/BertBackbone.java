package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SortedMap;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;

/** An encoder of the BERT family. */
public final class BertBackbone implements Backbone {

    private final EncoderConfig config;
    private final NDManager manager;
    private final EncoderWeights weights;
    private final Embeddings embeddings;
    private final LayerKernel kernel;

    private BertBackbone(EncoderConfig config, NDManager manager, EncoderWeights weights, LayerKernel kernel) {
        this.config = config;
        this.manager = manager;
        this.weights = weights;
        this.embeddings = new Embeddings(config, weights.embeddings());
        this.kernel = kernel;
    }

    /**
     * Builds an encoder with the fastest kernel that works on its engine and device.
     *
     * @param parent of the encoder's own manager
     * @param source of the weights
     */
    public static BertBackbone create(EncoderConfig config, NDManager parent, TensorSource source) {
        return create(config, parent, source, Kernels::choose);
    }

    private static BertBackbone create(
            EncoderConfig config, NDManager parent, TensorSource source, KernelChoice choice) {
        NDManager manager = parent.newSubManager();
        try {
            EncoderWeights weights = new EncoderWeights(config, manager, source);
            return new BertBackbone(config, manager, weights, choice.of(config, manager, weights));
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /** The same encoder, with the same parameters, by another kernel. Closing either closes both. */
    BertBackbone with(KernelChoice choice) {
        return new BertBackbone(config, manager, weights, choice.of(config, manager, weights));
    }

    /** Names and shapes of the tensors that an encoder needs. */
    public static SortedMap<String, List<Long>> shapes(EncoderConfig config) {
        return EncoderWeights.shapes(config);
    }

    /** How its layers are computed, for records: {@code portable}, {@code torchscript-sdpa-onednn-packed}. */
    public String kernel() {
        return kernel.name();
    }

    @Override
    public BackboneSpec spec() {
        return config.spec();
    }

    @Override
    public LayerState embed(TokenBatch batch, NDManager target, Phase phase) {
        return GradientPause.during(phase, target, () -> embeddings.embed(batch, target, phase));
    }

    @Override
    public LayerState run(int layer, LayerState in, LayerAction action) {
        requireLayer(layer, 1);
        LayerWeights tensors = weights.layer(layer);
        return GradientPause.during(in.phase(), in.manager(), () -> in.withHidden(run(tensors, in, action)));
    }

    @Override
    public MacCount macs(int layer, int queries, int keys) {
        requireLayer(layer, 0);
        return layer == 0 ? EncoderMacs.embeddings(config, queries) : EncoderMacs.layer(config.spec(), queries, keys);
    }

    @Override
    public Parameters parameters() {
        return weights.parameters();
    }

    @Override
    public void close() {
        manager.close();
    }

    private NDArray run(LayerWeights tensors, LayerState in, LayerAction action) {
        if (action instanceof LayerAction.RunRows some) {
            return new RowSelection(in, some.rows()).run(kernel, tensors);
        }
        if (action instanceof LayerAction.RunQueries some) {
            return new QuerySelection(in, some.queries()).run(kernel, tensors);
        }
        NDArray computed = kernel.run(tensors, in.hidden(), in.hidden(), in.mask(), in.phase());
        return action instanceof LayerAction.SoftGate gate ? gate.blend(in.hidden(), computed) : computed;
    }

    private void requireLayer(int layer, int first) {
        if (layer < first || layer > config.spec().layers()) {
            throw new IllegalArgumentException("layer must be from %d to %d, was %d"
                    .formatted(first, config.spec().layers(), layer));
        }
    }

    /** Chooses a kernel once the weights are there. */
    @FunctionalInterface
    interface KernelChoice {
        LayerKernel of(EncoderConfig config, NDManager manager, EncoderWeights weights);
    }
}
