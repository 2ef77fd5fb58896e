package org.earlyexit.exit;

import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerPosition;

/** Leaves at one layer whatever the evidence; at the last layer where the model has no more than that. */
public final class FixedLayerExit implements ExitStrategy {

    private final int layer;

    /**
     * A rule that knows the layer beforehand.
     *
     * @param layer from 1
     */
    public FixedLayerExit(int layer) {
        if (layer < 1) {
            throw new IllegalArgumentException("layer must be at least 1, was " + layer);
        }
        this.layer = layer;
    }

    @Override
    public boolean asks(LayerPosition position) {
        return position.number() >= layer;
    }

    @Override
    public ExitSession open() {
        return evidence -> evidence.layer().number() >= layer
                ? ExitDecision.exitWith(evidence.prediction())
                : ExitDecision.PROCEED;
    }
}
