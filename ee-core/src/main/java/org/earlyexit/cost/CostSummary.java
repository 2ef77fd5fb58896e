package org.earlyexit.cost;

/**
 * What all samples of a split cost, against the plain backbone with its {@code L} layers and one classifier. Speed-ups
 * are ratios of totals; 2.0 is twice as fast, and 1.0 no faster.
 *
 * @param samples how many there are, {@code N}
 * @param meanExitLayer where they left on average
 * @param speedupByLayers {@code N L} over the layers that ran, {@code 1 / (1 - savedLayerFraction)}; infinite if none
 *     ran
 * @param savedLayerFraction the share of layers that did not run, {@code 1 - sum / (N L)}; what some papers print as
 *     their speed-up
 * @param meanMacs multiply-accumulates of a sample on average
 * @param speedupByMacs the plain backbone's multiply-accumulates over those
 * @param meanThopMacs the same, as {@code thop} counts
 * @param speedupByThopMacs the same, as {@code thop} counts
 */
public record CostSummary(
        int samples,
        double meanExitLayer,
        double speedupByLayers,
        double savedLayerFraction,
        double meanMacs,
        double speedupByMacs,
        double meanThopMacs,
        double speedupByThopMacs) {}
