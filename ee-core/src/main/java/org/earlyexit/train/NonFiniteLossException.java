package org.earlyexit.train;

/** A training that ran away: the loss or the norm of its gradients is infinite or not a number. */
public final class NonFiniteLossException extends RuntimeException {

    private NonFiniteLossException(String message) {
        super(message);
    }

    /**
     * Names the place and the mend. The parameters are as they were before the step.
     *
     * @param what is not finite: {@code loss}, {@code gradient norm}
     * @param value what it was
     * @param stage the stage's name
     * @param step where in the stage, counted from 0
     * @param rate the learning rate of that step
     */
    static NonFiniteLossException of(String what, double value, String stage, int step, double rate) {
        return new NonFiniteLossException(
                "%s must be finite, was %s in stage '%s' at step %d with learning rate %s; use a lower learningRate or a longer warmup"
                        .formatted(what, value, stage, step, rate));
    }
}
