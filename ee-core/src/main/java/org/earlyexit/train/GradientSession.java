package org.earlyexit.train;

import java.util.List;
import java.util.function.Supplier;

/**
 * One batch of a step, in the hands of a {@link GradientRule}. Every pass over the same rows draws the same dropout, so
 * that differences between passes are differences between parameters.
 */
public interface GradientSession {

    /** What the stage minimises. */
    Objective objective();

    /** Where in the stage this is. */
    StepInfo step();

    /** All rows of the batch. */
    Rows rows();

    /** Adds the gradient of the stage's objective over all rows to the step, and says its value. */
    double backward();

    /**
     * The gradient of an objective over some rows; the step's own gradients stay as they are.
     *
     * @param parameters of those that are trained
     */
    Slope slope(Objective objective, Rows rows, Selector parameters);

    /**
     * What the terms of an objective say where the parameters are now, without their weights.
     *
     * @return by term and layer, from 0: a number for each of the rows, or none where the weighting does not read
     */
    List<List<float[]>> terms(Objective objective, Rows rows);

    /** Does something with the parameters moved by {@code factor} times a direction, and moves them back bit by bit. */
    <T> T moved(Direction direction, double factor, Supplier<T> there);

    /** Adds a gradient, which is of the batch's mean, to the step. */
    void add(Direction gradient);

    /** Moves the {@linkplain GradientRule#learned() learned} parameters by a gradient, now. */
    void learn(Direction gradient);

    /**
     * Some rows of a batch.
     *
     * @param from the first, from 0
     * @param to the one after the last
     */
    record Rows(int from, int to) {

        public Rows {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException(
                        "rows must be at least one, from 0, were %d..%d".formatted(from, to));
            }
        }

        public int count() {
            return to - from;
        }
    }

    /**
     * An objective and its gradient.
     *
     * @param value the mean over the rows
     * @param direction its gradient
     */
    record Slope(double value, Direction direction) {}
}
