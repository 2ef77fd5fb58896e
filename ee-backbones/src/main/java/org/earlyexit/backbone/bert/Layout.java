package org.earlyexit.backbone.bert;

import java.util.List;

/** The layouts of the family: which parts an encoder has, and what its checkpoints call them. */
public enum Layout {
    /** BERT. */
    BERT("bert"),
    /** RoBERTa: BERT's tensors, positions counted from the padding id, no segments. */
    ROBERTA("roberta"),
    /** ALBERT: narrow embeddings, and one set of layer tensors for all layers. */
    ALBERT("albert"),
    /** DistilBERT: no segments, no pooler. */
    DISTILBERT("distilbert");

    private final String modelType;

    Layout(String modelType) {
        this.modelType = modelType;
    }

    /** The {@code model_type} of its configurations, and the prefix of its tensors in checkpoints with a head. */
    public String modelType() {
        return modelType;
    }

    /** Prefixes of the tensors of pre-training heads, which an encoder has no use for. */
    public List<String> headPrefixes() {
        return switch (this) {
            case BERT -> List.of("cls.");
            case ROBERTA -> List.of("lm_head.");
            case ALBERT -> List.of("predictions.", "sop_classifier.");
            case DISTILBERT -> List.of("vocab_transform.", "vocab_layer_norm.", "vocab_projector.");
        };
    }

    /** Whether the numbers of first and second text matter to it. */
    public boolean readsSegments() {
        return this == BERT || this == ALBERT;
    }

    /** Whether all layers have the same tensors. */
    public boolean sharesLayers() {
        return this == ALBERT;
    }

    /** What a checkpoint calls the pooler's linear layer. */
    public String pooler() {
        return this == ALBERT ? "pooler" : "pooler.dense";
    }

    /**
     * What a checkpoint calls a tensor of a layer.
     *
     * @param layer from 1
     */
    String name(int layer, LayerTensor tensor) {
        String prefix = switch (this) {
            case BERT, ROBERTA -> "encoder.layer.%d.".formatted(layer - 1);
            case ALBERT -> "encoder.albert_layer_groups.0.albert_layers.0.";
            case DISTILBERT -> "transformer.layer.%d.".formatted(layer - 1);
        };
        return prefix + tensor.name(this);
    }

    /** The group of a layer's parameters. */
    String group(int layer) {
        return sharesLayers() ? "backbone.shared" : "backbone.layer[%d]".formatted(layer);
    }
}
