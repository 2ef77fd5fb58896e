/**
 * What the answers to single samples say, where a run folder holds them: tests of pairs, intervals, and where and why
 * samples left. Figures of a whole split come from the records; everything here needs the samples behind them.
 */
@NullMarked
package org.earlyexit.report.evidence;

import org.jspecify.annotations.NullMarked;
