package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tensors of one layer; the backbone's manager owns them. */
final class LayerWeights {

    private final Map<LayerTensor, NDArray> tensors;

    LayerWeights(Map<LayerTensor, NDArray> tensors) {
        this.tensors = new EnumMap<>(tensors);
    }

    NDArray get(LayerTensor tensor) {
        NDArray found = tensors.get(tensor);
        if (found == null) {
            throw new IllegalStateException("a layer must have a tensor " + tensor);
        }
        return found;
    }

    /** All of them, in the enum's order. */
    List<NDArray> inOrder() {
        return List.copyOf(tensors.values());
    }
}
