/**
 * What an exit strategy sees and says: plain values, no tensors, no engine, nothing but the JDK.
 *
 * <p>Layers are counted from 1 to {@code L}. Shapes: {@code N} samples, {@code L} layers, {@code C} classes.
 */
@NullMarked
package org.earlyexit.spi;

import org.jspecify.annotations.NullMarked;
