package org.earlyexit.bench.record;

import org.jspecify.annotations.Nullable;

/**
 * One value of a knob replayed over the scored split: to draw a curve with, never to choose by.
 *
 * @param knob the knob's name
 * @param value its value
 * @param meanExitLayer the mean layer at which a sample left
 * @param speedupByLayers by counting layers
 * @param speedupByMacs by counting multiply-accumulates
 * @param score the main metric, or null where it is undefined
 */
public record CurvePoint(
        String knob,
        double value,
        double meanExitLayer,
        double speedupByLayers,
        double speedupByMacs,
        @Nullable Double score) {

    public CurvePoint {
        Checks.filled("curve.knob", knob);
        Checks.finite("curve.value", value);
        Checks.finite("curve.meanExitLayer", meanExitLayer);
        Checks.finite("curve.speedupByLayers", speedupByLayers);
        Checks.finite("curve.speedupByMacs", speedupByMacs);
        Checks.finite("curve.score", score);
    }
}
