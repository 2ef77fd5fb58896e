package org.earlyexit.backbone.bert;

import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.MacCount;

/**
 * What an encoder costs for one sample:
 *
 * <pre>{@code layer = Q (2 D D + 2 D I) + T 2 D D + 2 Q T D}</pre>
 *
 * <p>queries and projection, feed-forward part, keys and values, and the two products of attention.
 */
final class EncoderMacs {

    private EncoderMacs() {}

    static MacCount layer(BackboneSpec spec, int queries, int keys) {
        int hidden = spec.hidden();
        return MacCount.linear(queries, hidden, 2L * hidden)
                .plus(MacCount.linear(queries, hidden, 2L * spec.intermediate()))
                .plus(MacCount.linear(keys, hidden, 2L * hidden))
                .plus(MacCount.product(Math.multiplyExact(2L * queries * keys, hidden)))
                .plus(MacCount.layerNorm(2L * queries * hidden));
    }

    static MacCount embeddings(EncoderConfig config, int tokens) {
        MacCount norm = MacCount.layerNorm((long) tokens * config.embedding());
        return config.layout() == Layout.ALBERT
                ? norm.plus(MacCount.linear(
                        tokens, config.embedding(), config.spec().hidden()))
                : norm;
    }
}
