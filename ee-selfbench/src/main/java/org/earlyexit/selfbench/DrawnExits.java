package org.earlyexit.selfbench;

import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;

/** Lets the samples of one run leave after the layers drawn for them, whatever is said there; opened in their order. */
final class DrawnExits implements ExitStrategy {

    private final int[] layers;
    private int opened;

    DrawnExits(int... layers) {
        this.layers = layers;
    }

    @Override
    public ExitSession open() {
        int exit = layers[opened++];
        return evidence ->
                evidence.layer().number() == exit ? ExitDecision.exitWith(evidence.prediction()) : ExitDecision.PROCEED;
    }
}
