package org.earlyexit.bench.record;

import org.jspecify.annotations.Nullable;

/**
 * The samples of one known hardness.
 *
 * @param hardness reasoning steps that a sample needs
 * @param n how many samples need so many
 * @param meanExitLayer where they left, on average
 * @param score the main metric over them, or null where it is undefined
 */
public record HardnessRow(
        int hardness, int n, double meanExitLayer, @Nullable Double score) {

    public HardnessRow {
        Checks.notNegative("byHardness.hardness", hardness);
        Checks.notNegative("byHardness.n", n);
        Checks.finite("byHardness.meanExitLayer", meanExitLayer);
        Checks.finite("byHardness.score", score);
    }
}
