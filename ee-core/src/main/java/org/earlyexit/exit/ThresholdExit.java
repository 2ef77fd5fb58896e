package org.earlyexit.exit;

import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;

/**
 * Leaves at the first layer where a signal is beyond a threshold: {@code signal < threshold} where low means stop,
 * {@code signal >= threshold} where high means stop.
 */
public final class ThresholdExit implements ExitStrategy {

    private final Signal signal;
    private final double threshold;

    /**
     * A rule on one signal.
     *
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public ThresholdExit(Signal signal, double threshold) {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold must be a number, was NaN");
        }
        this.signal = signal;
        this.threshold = threshold;
    }

    public Signal signal() {
        return signal;
    }

    public double threshold() {
        return threshold;
    }

    @Override
    public ExitSession open() {
        return evidence -> signal.orientation().stops(signal.value(evidence), threshold)
                ? ExitDecision.exitWith(evidence.prediction())
                : ExitDecision.PROCEED;
    }
}
