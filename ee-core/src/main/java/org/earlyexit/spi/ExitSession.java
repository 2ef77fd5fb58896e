package org.earlyexit.spi;

/** The decision state of one sample, confined to one thread. */
@FunctionalInterface
public interface ExitSession {

    /**
     * Called once a layer, in order, never after an exit and never at the last layer: there the executor leaves with
     * the final classifier's answer.
     */
    ExitDecision decide(LayerEvidence evidence);
}
