package org.earlyexit.exit;

import org.earlyexit.spi.LayerEvidence;

/** One number that says how sure a layer is of a sample. Stateless; two equal signals always give equal numbers. */
public interface Signal {

    /**
     * The number.
     *
     * @throws IllegalArgumentException if the evidence does not have what the signal reads
     */
    double value(LayerEvidence evidence);

    /** Which end of it speaks for leaving. */
    Orientation orientation();
}
