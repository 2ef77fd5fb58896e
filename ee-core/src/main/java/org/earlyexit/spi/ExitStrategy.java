package org.earlyexit.spi;

/** An exit rule. Immutable and safe to share; what it learns of one sample lives in a session. */
@FunctionalInterface
public interface ExitStrategy {

    /** The rule that never leaves early: the full model. */
    ExitStrategy NEVER = new ExitStrategy() {
        @Override
        public ExitSession open() {
            return evidence -> ExitDecision.PROCEED;
        }

        @Override
        public boolean asks(LayerPosition layer) {
            return false;
        }
    };

    /** Opens the state of one sample. */
    ExitSession open();

    /**
     * Whether it must be asked after that layer, which costs a classifier's answer. A rule that is not asked goes on;
     * its sessions then see only the layers that it asks for.
     */
    default boolean asks(LayerPosition layer) {
        return true;
    }

    /** Whether {@link LayerEvidence#feature()} must be filled; most rules read predictions and scores only. */
    default boolean readsFeatures() {
        return false;
    }
}
