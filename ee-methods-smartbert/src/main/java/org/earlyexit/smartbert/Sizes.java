package org.earlyexit.smartbert;

import org.earlyexit.model.BackboneSpec;

/**
 * How wide gates, classifiers and contrast heads are, and how many heads an attention in them has.
 *
 * @param width {@code W}; 0 for a sixth of the hidden size, rounded up to a multiple of 8: the published 128 at 768
 * @param heads of the attention, a divisor of the width
 * @param dropout share of the attention that training drops, in [0, 1)
 */
record Sizes(int width, int heads, double dropout) {

    private static final int SHARE = 6;
    private static final int STEP = 8;

    Sizes {
        if (width < 0 || heads < 1) {
            throw new IllegalArgumentException(
                    "width must be at least 0 and heads at least 1, were %d and %d".formatted(width, heads));
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), was " + dropout);
        }
    }

    /** {@code W} beside a backbone. */
    int width(BackboneSpec spec) {
        int wide = width == 0 ? (spec.hidden() + SHARE * STEP - 1) / (SHARE * STEP) * STEP : width;
        if (wide % heads != 0) {
            throw new IllegalArgumentException(
                    "width must be a multiple of the %d heads, was %d".formatted(heads, wide));
        }
        return wide;
    }
}
