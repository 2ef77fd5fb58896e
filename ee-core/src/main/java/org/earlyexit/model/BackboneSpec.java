package org.earlyexit.model;

/**
 * The shape of a backbone.
 *
 * @param family the layout it has, such as {@code bert}
 * @param layers Transformer layers, {@code L}
 * @param hidden hidden size, {@code D}
 * @param heads attention heads, a divisor of {@code hidden}
 * @param intermediate width of the feed-forward part
 * @param vocabulary rows of the token embedding
 * @param maxPositions tokens that a sequence may have at most
 */
public record BackboneSpec(
        String family, int layers, int hidden, int heads, int intermediate, int vocabulary, int maxPositions) {

    public BackboneSpec {
        if (layers < 1 || hidden < 1 || heads < 1 || hidden % heads != 0) {
            throw new IllegalArgumentException(
                    "a backbone must have at least one layer and a hidden size that its heads divide, was %d layers, hidden %d, %d heads"
                            .formatted(layers, hidden, heads));
        }
    }

    /** The same with another number of layers. */
    public BackboneSpec withLayers(int other) {
        return new BackboneSpec(family, other, hidden, heads, intermediate, vocabulary, maxPositions);
    }
}
