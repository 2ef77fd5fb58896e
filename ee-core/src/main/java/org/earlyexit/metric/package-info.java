/**
 * The scores of GLUE with their standard errors, and what they are where they cannot be worked out.
 *
 * <p>{@code n} samples, {@code C} classes.
 */
@NullMarked
package org.earlyexit.metric;

import org.jspecify.annotations.NullMarked;
