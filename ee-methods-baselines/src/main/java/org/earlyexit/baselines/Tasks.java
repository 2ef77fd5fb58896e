package org.earlyexit.baselines;

import org.earlyexit.spi.TaskKind;

/** Checks that a strategy shares with others of its sort. */
final class Tasks {

    private Tasks() {}

    /**
     * The number of classes, {@code C}.
     *
     * @throws IllegalArgumentException for a regression, naming the strategy
     */
    static int classes(TaskKind kind, String strategy) {
        if (kind instanceof TaskKind.Classification classification) {
            return classification.classes();
        }
        throw new IllegalArgumentException(
                "%s needs class probabilities, which a regression does not have; use pabee or fixed-layer"
                        .formatted(strategy));
    }
}
