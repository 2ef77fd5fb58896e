package org.earlyexit.backbone.bert;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/** The tensors of the embeddings; every layout has some of them, under the same names. */
enum EmbeddingTensor {
    WORDS("embeddings.word_embeddings.weight"),
    POSITIONS("embeddings.position_embeddings.weight"),
    SEGMENTS("embeddings.token_type_embeddings.weight"),
    NORM_WEIGHT("embeddings.LayerNorm.weight"),
    NORM_BIAS("embeddings.LayerNorm.bias"),
    MAPPING_WEIGHT("encoder.embedding_hidden_mapping_in.weight"),
    MAPPING_BIAS("encoder.embedding_hidden_mapping_in.bias");

    private final String tensorName;

    EmbeddingTensor(String tensorName) {
        this.tensorName = tensorName;
    }

    /** What checkpoints call it. */
    String tensorName() {
        return tensorName;
    }

    /** Whether weight decay shrinks it. */
    boolean matrix() {
        return this != NORM_WEIGHT && this != NORM_BIAS && this != MAPPING_BIAS;
    }

    Shape shape(EncoderConfig config) {
        int width = config.embedding();
        return switch (this) {
            case WORDS -> new Shape(config.spec().vocabulary(), width);
            case POSITIONS -> new Shape(config.positionRows(), width);
            case SEGMENTS -> new Shape(config.segments(), width);
            case NORM_WEIGHT, NORM_BIAS -> new Shape(width);
            case MAPPING_WEIGHT -> new Shape(config.spec().hidden(), width);
            case MAPPING_BIAS -> new Shape(config.spec().hidden());
        };
    }

    /** Those that an encoder has. */
    static List<EmbeddingTensor> of(EncoderConfig config) {
        return Arrays.stream(values()).filter(tensor -> tensor.isIn(config)).toList();
    }

    private boolean isIn(EncoderConfig config) {
        return switch (this) {
            case SEGMENTS -> config.segments() > 0;
            case MAPPING_WEIGHT, MAPPING_BIAS -> config.layout() == Layout.ALBERT;
            default -> true;
        };
    }
}
