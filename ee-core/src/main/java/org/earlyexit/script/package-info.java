/** Functions that the PyTorch engine runs as one call, written as TorchScript source in the jars that use them. */
@NullMarked
package org.earlyexit.script;

import org.jspecify.annotations.NullMarked;
