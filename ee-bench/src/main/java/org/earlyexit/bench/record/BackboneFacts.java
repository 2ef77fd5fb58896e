package org.earlyexit.bench.record;

/**
 * The backbone of a run.
 *
 * @param id its name in a suite
 * @param family its architecture, such as {@code bert}
 * @param layers how many layers it has, {@code L}
 * @param hidden its hidden size
 * @param weightsSha256 the hash of its weights
 * @param tokenizerSha256 the hash of its tokenizer
 * @param note what a reader must know of it, such as that its weights are random; empty if nothing
 */
public record BackboneFacts(
        String id, String family, int layers, int hidden, String weightsSha256, String tokenizerSha256, String note) {

    public BackboneFacts {
        Checks.filled("backbone.id", id);
        Checks.filled("backbone.family", family);
        if (layers < 1) {
            throw new IllegalArgumentException("backbone.layers must be at least 1, was " + layers);
        }
        Checks.notNegative("backbone.hidden", hidden);
        Checks.text("backbone.weightsSha256", weightsSha256);
        Checks.text("backbone.tokenizerSha256", tokenizerSha256);
        Checks.text("backbone.note", note);
    }
}
