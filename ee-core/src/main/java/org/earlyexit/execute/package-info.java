/**
 * The one layer loop: it runs a model for training, for tracing and live, where batches shrink as samples leave, and
 * says what each sample was answered and which layers ran for it.
 *
 * <p>Shapes: {@code N} samples of a split, {@code B} rows of a batch, {@code L} layers, {@code C} outputs of a
 * classifier, {@code S} scores. Layers are counted from 1.
 */
@NullMarked
package org.earlyexit.execute;

import org.jspecify.annotations.NullMarked;
