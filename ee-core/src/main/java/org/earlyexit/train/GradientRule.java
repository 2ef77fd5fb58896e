package org.earlyexit.train;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How the gradients of a batch come about: by one backward pass, unless a method says otherwise. A record: its values
 * are part of the key of whatever it trains.
 */
public interface GradientRule {

    /**
     * Adds the gradients of a batch to those already there.
     *
     * @return the stage's objective over the batch, for the log
     */
    default double gradients(GradientSession session) {
        return session.backward();
    }

    /**
     * Whether nothing above a layer teaches what lies below it, its own classifier included, in this pass. Asked once a
     * pass for each layer, in order.
     *
     * @param random the same stream for all layers of a pass
     */
    default boolean cutsAfter(int layer, StepInfo step, SplittableRandom random) {
        return false;
    }

    /** The parameters that this rule moves itself; the stage's own optimiser leaves them alone. */
    default Optional<Learned> learned() {
        return Optional.empty();
    }

    /**
     * Parameters that a rule moves, and how; at the highest rate throughout.
     *
     * @param parameters by group
     * @param optimizer whose warm-up is not read
     */
    record Learned(Selector parameters, OptimizerSpec optimizer) {}
}
