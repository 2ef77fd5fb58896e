/**
 * Encoders of the BERT family: Transformer layers with the norm after each part, in the layouts of BERT, RoBERTa,
 * ALBERT and DistilBERT, with one formulation in plain array operations and one in TorchScript that must agree with it.
 *
 * <p>Shapes: {@code B} rows, {@code T} tokens, {@code Q} tokens computed, {@code D} hidden size, {@code E} embedding
 * size (ALBERT's is its own), {@code I} width of the feed-forward part.
 */
@NullMarked
package org.earlyexit.backbone.bert;

import org.jspecify.annotations.NullMarked;
