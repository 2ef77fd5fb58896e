/**
 * Tensors in files: a safetensors reader that trusts nothing, a writer that repeats itself byte for byte, checkpoints.
 */
@NullMarked
package org.earlyexit.checkpoint;

import org.jspecify.annotations.NullMarked;
