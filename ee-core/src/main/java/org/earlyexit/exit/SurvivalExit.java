package org.earlyexit.exit;

import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;

/**
 * Leaves once a sample is likely to have stopped, by a signal that says how likely it is to stop at each layer given
 * that it has come so far: {@code hazard_l} in [0, 1].
 *
 * <pre>{@code leave at the first l with 1 - prod_(j<=l) (1 - hazard_j) > quantile}</pre>
 */
public final class SurvivalExit implements ExitStrategy {

    private final Signal hazard;
    private final double quantile;

    /**
     * A rule on one hazard.
     *
     * @param quantile in [0, 1]; 1 never leaves early
     */
    public SurvivalExit(Signal hazard, double quantile) {
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException("quantile must be in [0, 1], was " + quantile);
        }
        this.hazard = hazard;
        this.quantile = quantile;
    }

    @Override
    public ExitSession open() {
        double[] surviving = {1};
        return evidence -> {
            surviving[0] *= 1 - hazard.value(evidence);
            return 1 - surviving[0] > quantile ? ExitDecision.exitWith(evidence.prediction()) : ExitDecision.PROCEED;
        };
    }
}
