package org.earlyexit.backbone.bert;

/**
 * Where an encoder drops out, and how much, in training.
 *
 * @param embeddings after the embeddings' norm
 * @param attention of the attention probabilities
 * @param projection of what attention gives, before it is added to its input
 * @param output of what the feed-forward part gives, before it is added to its input
 */
public record Dropouts(double embeddings, double attention, double projection, double output) {

    public Dropouts {
        require("embeddings", embeddings);
        require("attention", attention);
        require("projection", projection);
        require("output", output);
    }

    private static void require(String where, double p) {
        if (!(p >= 0 && p < 1)) {
            throw new IllegalArgumentException("dropout of %s must be in [0, 1), was %s".formatted(where, p));
        }
    }
}
