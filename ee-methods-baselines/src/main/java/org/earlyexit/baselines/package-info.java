/**
 * Every published baseline, one small file each: a method is a recipe, an exit strategy is a rule with its settings.
 *
 * <p>Layers are counted from 1 to {@code L}; {@code C} classes; {@code y_l} is the answer of layer {@code l}.
 */
@NullMarked
package org.earlyexit.baselines;

import org.jspecify.annotations.NullMarked;
