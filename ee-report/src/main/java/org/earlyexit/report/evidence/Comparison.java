package org.earlyexit.report.evidence;

import java.util.Optional;
import java.util.OptionalDouble;
import org.earlyexit.bench.stats.Interval;
import org.earlyexit.bench.stats.McNemar;
import org.earlyexit.bench.stats.PairedDifference;

/**
 * Two rows on one task, paired sample by sample and seed by seed, each at the point that tables show.
 *
 * @param first a row's label
 * @param second another's
 * @param difference the first one's score less the second's
 * @param exact McNemar's test of the first seed they share; empty where answers are numbers
 * @param pValue of the permutation test over all seeds, not corrected
 * @param order the bound of almost stochastic order that the first is better, from three seeds on
 * @param detectable the smallest difference in accuracy that this split would show in 80 % of cases
 */
public record Comparison(
        String first,
        String second,
        PairedDifference difference,
        Optional<McNemar> exact,
        double pValue,
        OptionalDouble order,
        OptionalDouble detectable) {

    /** The same two in the other order; the bound of the order is not known then. */
    Comparison reversed() {
        return new Comparison(
                second,
                first,
                new PairedDifference(
                        -difference.mean(),
                        turned(difference.overSamples()),
                        difference.sampleDeviation(),
                        turned(difference.overBoth()),
                        difference.seedDeviation(),
                        difference.seeds()),
                exact.map(test -> new McNemar(test.onlySecond(), test.onlyFirst(), test.pValue())),
                pValue,
                OptionalDouble.empty(),
                detectable);
    }

    private static Interval turned(Interval interval) {
        return new Interval(-interval.high(), -interval.low());
    }
}
