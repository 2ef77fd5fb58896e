package org.earlyexit.head;

import ai.djl.ndarray.NDArray;
import org.earlyexit.model.Phase;

/** Dropout in training, nothing in inference. */
final class Dropout {

    private Dropout() {}

    static void requireShare(double dropout) {
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), was " + dropout);
        }
    }

    /**
     * Drops numbers and scales up the others, by the engine's own seeded generator.
     *
     * @return the same array where there is nothing to do
     */
    static NDArray apply(NDArray array, double share, Phase phase) {
        return phase == Phase.TRAINING && share > 0
                ? ai.djl.nn.norm.Dropout.dropout(array, (float) share, true).singletonOrThrow()
                : array;
    }
}
