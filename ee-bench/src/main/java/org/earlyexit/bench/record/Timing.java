package org.earlyexit.bench.record;

/**
 * What an operating point costs by the clock, paired with the full model on the same executor.
 *
 * @param batchSize samples a batch
 * @param samples samples a pass
 * @param repeats paired passes
 * @param speedup the full model's time over this one's, the median of the pairs
 * @param speedupLow the lower end of its 95 % bootstrap interval
 * @param speedupHigh the upper end
 * @param realisedOverTheoretical this speed-up over the one by multiply-accumulates
 * @param noisy whether the machine was too busy for the interval to mean much
 */
public record Timing(
        int batchSize,
        int samples,
        int repeats,
        double speedup,
        double speedupLow,
        double speedupHigh,
        double realisedOverTheoretical,
        boolean noisy) {

    public Timing {
        Checks.notNegative("timing.batchSize", batchSize);
        Checks.notNegative("timing.samples", samples);
        Checks.notNegative("timing.repeats", repeats);
        Checks.finite("timing.speedup", speedup);
        Checks.finite("timing.speedupLow", speedupLow);
        Checks.finite("timing.speedupHigh", speedupHigh);
        Checks.finite("timing.realisedOverTheoretical", realisedOverTheoretical);
    }
}
