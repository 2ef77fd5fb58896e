/**
 * Kinds of internal classifiers that methods share, those outside the toolkit included.
 *
 * <p>Shapes: {@code B} samples, {@code T} tokens, {@code D} hidden size, {@code C} classes.
 */
@NullMarked
package org.earlyexit.head;

import org.jspecify.annotations.NullMarked;
