package org.earlyexit.backbone.bert;

import org.earlyexit.model.BackboneSpec;

/**
 * Everything that decides what an encoder computes, apart from its weights.
 *
 * @param layout whose names and parts it has
 * @param spec its shape
 * @param embedding width of the embeddings, {@code E}; {@code D} in all layouts but ALBERT's
 * @param segments rows of the segment embedding; 0 where there is none
 * @param firstPosition the row of the position embedding for the first token
 * @param activation of the feed-forward part
 * @param epsilon what each norm adds to the variance
 * @param dropouts used in training
 */
public record EncoderConfig(
        Layout layout,
        BackboneSpec spec,
        int embedding,
        int segments,
        int firstPosition,
        Activation activation,
        double epsilon,
        Dropouts dropouts) {

    public EncoderConfig {
        if (embedding < 1 || segments < 0 || firstPosition < 0 || !(epsilon > 0)) {
            throw new IllegalArgumentException(
                    "an encoder must have a positive embedding width and epsilon, had %d and %s"
                            .formatted(embedding, epsilon));
        }
    }

    /** Rows of the position embedding. */
    public int positionRows() {
        return spec.maxPositions() + firstPosition;
    }
}
