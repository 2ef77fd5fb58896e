package org.earlyexit.baselines;

import org.earlyexit.spi.TaskKind;

/** Checks that a strategy or method shares with others of its sort. */
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

    /** Refuses a patience that would leave before anything was seen. */
    static void requirePatience(int patience) {
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1, was " + patience);
        }
    }

    /** Refuses a patience that can never leave early. */
    static void requirePatience(int patience, int layerCount) {
        if (patience >= layerCount) {
            throw new IllegalArgumentException(
                    "patience must be below the %d layers of the backbone, was %d".formatted(layerCount, patience));
        }
    }
}
