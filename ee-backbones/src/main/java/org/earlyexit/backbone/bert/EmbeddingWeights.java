package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The tensors of the embeddings; the backbone's manager owns them. */
final class EmbeddingWeights {

    private final Map<EmbeddingTensor, NDArray> tensors;

    EmbeddingWeights(Map<EmbeddingTensor, NDArray> tensors) {
        this.tensors = new EnumMap<>(tensors);
    }

    Optional<NDArray> find(EmbeddingTensor tensor) {
        return Optional.ofNullable(tensors.get(tensor));
    }

    NDArray get(EmbeddingTensor tensor) {
        return find(tensor).orElseThrow(() -> new IllegalStateException("the embeddings must have a tensor " + tensor));
    }
}
