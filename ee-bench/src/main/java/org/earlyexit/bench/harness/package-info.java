/**
 * Trains, traces, measures. Owns the clock, the seed and the device; everything it does is a cell that is named by all
 * that could change its result, appears whole or not at all, and is never done twice.
 */
@NullMarked
package org.earlyexit.bench.harness;

import org.jspecify.annotations.NullMarked;
