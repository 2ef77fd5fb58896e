package org.earlyexit.spi;

/** Go on to the next layer, or leave with an answer. */
public sealed interface ExitDecision {

    /** Go on. */
    ExitDecision PROCEED = new Proceed();

    /** Leave with this answer, which may be a vote of several layers and not this layer's own. */
    static ExitDecision exitWith(Prediction answer) {
        return new Exit(answer);
    }

    /** The sample goes on to the next layer. */
    record Proceed() implements ExitDecision {}

    /**
     * The sample leaves.
     *
     * @param answer what it leaves with
     */
    record Exit(Prediction answer) implements ExitDecision {}
}
