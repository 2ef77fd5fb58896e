package org.earlyexit.spi;

/** An exit rule. Immutable and safe to share; what it learns of one sample lives in a session. */
@FunctionalInterface
public interface ExitStrategy {

    /** The rule that never leaves early: the full model. */
    ExitStrategy NEVER = () -> evidence -> ExitDecision.PROCEED;

    /** Opens the state of one sample. */
    ExitSession open();

    /** Whether {@link LayerEvidence#feature()} must be filled; most rules read predictions and scores only. */
    default boolean readsFeatures() {
        return false;
    }
}
