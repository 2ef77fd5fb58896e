/** A tiny model on the real engine, for the tests of the executor and of training. */
@NullMarked
package org.earlyexit.toy;

import org.jspecify.annotations.NullMarked;
