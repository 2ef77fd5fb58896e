/**
 * What a run leaves behind: the records of format {@code ee-run/1}, one line of JSON for each method, task and seed,
 * and the suite they belong to. Numbers are written as they are; rounding is the report's business.
 */
@NullMarked
package org.earlyexit.bench.record;

import org.jspecify.annotations.NullMarked;
