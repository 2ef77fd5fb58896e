package org.earlyexit.bench.record;

/**
 * What an operating point costs by counting, {@code N} samples and {@code L} layers:
 *
 * <pre>{@code speedupByLayers = N * L / (layers run),   savedLayerFraction = 1 - 1 / speedupByLayers}</pre>
 *
 * <p>Multiply-accumulates include heads, gates and policies; the {@code thop} columns count as the program of that name
 * does, for comparison with papers that used it.
 *
 * @param meanExitLayer the mean layer at which a sample left, 1 to {@code L}
 * @param speedupByLayers 2 for half the layers; where gates skip every layer of every sample, {@code N L}, as if one
 *     had run
 * @param savedLayerFraction 0.5 for half the layers
 * @param meanMacs multiply-accumulates a sample
 * @param speedupByMacs the full model's over these
 * @param meanThopMacs the same, as {@code thop} counts
 * @param speedupByThopMacs the full model's over these, as {@code thop} counts
 */
public record Costs(
        double meanExitLayer,
        double speedupByLayers,
        double savedLayerFraction,
        double meanMacs,
        double speedupByMacs,
        double meanThopMacs,
        double speedupByThopMacs) {

    public Costs {
        Checks.finite("costs.meanExitLayer", meanExitLayer);
        Checks.finite("costs.speedupByLayers", speedupByLayers);
        Checks.finite("costs.savedLayerFraction", savedLayerFraction);
        Checks.finite("costs.meanMacs", meanMacs);
        Checks.finite("costs.speedupByMacs", speedupByMacs);
        Checks.finite("costs.meanThopMacs", meanThopMacs);
        Checks.finite("costs.speedupByThopMacs", speedupByThopMacs);
    }
}
