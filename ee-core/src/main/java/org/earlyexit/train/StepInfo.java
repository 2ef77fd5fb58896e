package org.earlyexit.train;

/**
 * Where in a stage a step is.
 *
 * @param step from 0
 * @param steps of the whole stage
 * @param epoch from 0
 */
public record StepInfo(int step, int steps, int epoch) {

    /** The share of the stage that is done, in [0, 1). */
    public double progress() {
        return (double) step / steps;
    }
}
