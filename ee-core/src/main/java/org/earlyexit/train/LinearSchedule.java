package org.earlyexit.train;

/**
 * A learning rate that rises in a line from 0 to its peak over {@code w} steps and falls in a line to 0 at {@code n}:
 *
 * <pre>{@code rate(k) = peak * k / w             for k < w
 *           peak * (n - k) / (n - w)   after,   k = 0..n-1}</pre>
 *
 * <p>The convention of {@code get_linear_schedule_with_warmup} in HuggingFace's transformers, in which the first step
 * of a warm-up has rate 0.
 *
 * @param peak the highest rate
 * @param warmupSteps {@code w}, below {@code n}
 * @param steps {@code n}, at least 1
 */
record LinearSchedule(double peak, int warmupSteps, int steps) {

    LinearSchedule {
        if (steps < 1 || warmupSteps < 0 || warmupSteps >= steps) {
            throw new IllegalArgumentException(
                    "a schedule must have at least one step and a shorter warm-up, had %d and %d"
                            .formatted(steps, warmupSteps));
        }
    }

    /** The schedule of a stage: the share of warm-up steps is rounded up, but leaves one step at least. */
    static LinearSchedule of(OptimizerSpec spec, int steps) {
        int warmup = (int) Math.ceil(spec.warmup() * steps);
        return new LinearSchedule(spec.learningRate(), Math.min(warmup, steps - 1), steps);
    }

    /** The rate of a step, counted from 0. */
    double rate(int step) {
        return step < warmupSteps
                ? peak * step / warmupSteps
                : peak * Math.max(0, steps - step) / (steps - warmupSteps);
    }
}
