/**
 * The SPI that touches tensors: backbones that run one layer at a time, the classifiers and auxiliary modules that look
 * at what they computed, and the actions that say which rows and tokens a layer runs for.
 *
 * <p>Shapes: {@code B} rows of a batch, {@code T} tokens of its longest row, {@code D} hidden size, {@code L} layers,
 * {@code C} outputs of a classifier. Layers are counted from 1; layer 0 is the embeddings.
 */
@NullMarked
package org.earlyexit.model;

import org.jspecify.annotations.NullMarked;
