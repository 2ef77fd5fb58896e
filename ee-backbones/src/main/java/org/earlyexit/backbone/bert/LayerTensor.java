package org.earlyexit.backbone.bert;

import ai.djl.ndarray.types.Shape;
import org.earlyexit.model.BackboneSpec;

/** The tensors of one layer, in the order in which the TorchScript functions take them. */
enum LayerTensor {
    QUERY_WEIGHT(LayerPart.QUERY, true),
    QUERY_BIAS(LayerPart.QUERY, false),
    KEY_WEIGHT(LayerPart.KEY, true),
    KEY_BIAS(LayerPart.KEY, false),
    VALUE_WEIGHT(LayerPart.VALUE, true),
    VALUE_BIAS(LayerPart.VALUE, false),
    PROJECTION_WEIGHT(LayerPart.PROJECTION, true),
    PROJECTION_BIAS(LayerPart.PROJECTION, false),
    ATTENTION_NORM_WEIGHT(LayerPart.ATTENTION_NORM, true),
    ATTENTION_NORM_BIAS(LayerPart.ATTENTION_NORM, false),
    INNER_WEIGHT(LayerPart.INNER, true),
    INNER_BIAS(LayerPart.INNER, false),
    OUTPUT_WEIGHT(LayerPart.OUTPUT, true),
    OUTPUT_BIAS(LayerPart.OUTPUT, false),
    OUTPUT_NORM_WEIGHT(LayerPart.OUTPUT_NORM, true),
    OUTPUT_NORM_BIAS(LayerPart.OUTPUT_NORM, false);

    private final LayerPart part;
    private final boolean weight;

    LayerTensor(LayerPart part, boolean weight) {
        this.part = part;
        this.weight = weight;
    }

    /** Whether it is a matrix, which weight decay shrinks. */
    boolean matrix() {
        return weight && part != LayerPart.ATTENTION_NORM && part != LayerPart.OUTPUT_NORM;
    }

    /** What a checkpoint calls it, below the layer. */
    String name(Layout layout) {
        return part.name(layout) + (weight ? ".weight" : ".bias");
    }

    Shape shape(BackboneSpec spec) {
        int inputs = part == LayerPart.OUTPUT ? spec.intermediate() : spec.hidden();
        int outputs = part == LayerPart.INNER ? spec.intermediate() : spec.hidden();
        return matrix() ? new Shape(outputs, inputs) : new Shape(outputs);
    }
}
