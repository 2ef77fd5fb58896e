/**
 * What the tests of plugins are made of: properties over seeds, a toy backbone with a toy task, and one contract for
 * each SPI type. A plugin's test extends the contract and inherits its properties.
 *
 * <p>Shapes: {@code B} samples of a batch, {@code T} tokens, {@code D} hidden size, {@code L} layers, {@code C}
 * classes.
 */
@NullMarked
package org.earlyexit.testkit;

import org.jspecify.annotations.NullMarked;
