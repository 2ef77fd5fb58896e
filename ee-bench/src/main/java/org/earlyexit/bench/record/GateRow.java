package org.earlyexit.bench.record;

/**
 * What the gate of one layer said of all samples of the scored split; large means skip.
 *
 * @param layer from 1
 * @param n samples
 * @param mean of the gate
 * @param low a tenth of the samples are at or below it
 * @param median half of them are
 * @param high nine tenths of them are
 */
public record GateRow(int layer, int n, double mean, double low, double median, double high) {

    public GateRow {
        Checks.notNegative("gate.layer", layer);
        Checks.notNegative("gate.n", n);
        Checks.finite("gate.mean", mean);
        Checks.finite("gate.low", low);
        Checks.finite("gate.median", median);
        Checks.finite("gate.high", high);
    }
}
