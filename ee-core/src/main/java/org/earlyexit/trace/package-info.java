/**
 * Layer traces: what every layer said of every sample in one full pass, kept in a file, and what any exit strategy
 * would have made of it. As long as a decision only stops a sample, the deeper layers do not depend on it, so a replay
 * gives what a live run gives.
 *
 * <p>Shapes: {@code N} samples, {@code L} layers, {@code C} outputs of a classifier, {@code S} scores, {@code K} points
 * of a sweep. Layers are counted from 1, samples from 0.
 */
@NullMarked
package org.earlyexit.trace;

import org.jspecify.annotations.NullMarked;
