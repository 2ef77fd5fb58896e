/**
 * Statistics over recorded answers: tests and intervals that pair the same samples, and figures of curves. Everything
 * is plain arithmetic over plain numbers; chance comes in as a seed, and equal seeds give equal bits on any number of
 * threads.
 */
@NullMarked
package org.earlyexit.bench.stats;

import org.jspecify.annotations.NullMarked;
