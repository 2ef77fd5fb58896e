/**
 * The pieces that exit strategies are composed of: signals that say how sure a layer is, and rules that say when that
 * is enough. Plain values, no tensors.
 */
@NullMarked
package org.earlyexit.exit;

import org.jspecify.annotations.NullMarked;
