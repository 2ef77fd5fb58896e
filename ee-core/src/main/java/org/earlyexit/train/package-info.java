/**
 * How a method is trained: its recipe of stages, objectives and selectors, and the engine that follows it.
 *
 * <p>Shapes: {@code B} samples of a batch, {@code L} layers, {@code C} classes.
 */
@NullMarked
package org.earlyexit.train;

import org.jspecify.annotations.NullMarked;
