/**
 * What samples cost, in layers and in multiply-accumulates, classifiers and auxiliary modules included.
 *
 * <p>{@code N} samples, {@code L} layers of the backbone, counted from 1.
 */
@NullMarked
package org.earlyexit.cost;

import org.jspecify.annotations.NullMarked;
