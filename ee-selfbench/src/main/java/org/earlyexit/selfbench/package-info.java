/**
 * How fast the toolkit itself is: each figure is a ratio in one run on one machine, or a time of work that does not
 * depend on a model, and stands beside the target that it is held to.
 */
@NullMarked
package org.earlyexit.selfbench;

import org.jspecify.annotations.NullMarked;
