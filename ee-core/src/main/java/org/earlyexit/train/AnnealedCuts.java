package org.earlyexit.train;

import java.util.SplittableRandom;

/**
 * The lowest layers are let in by and by: after each of them the gradient is cut off with a probability that falls from
 * 1 to 0 over the stage.
 *
 * <pre>{@code P(cut after l) = 1 - step / steps   for l <= layers}</pre>
 *
 * <p>That of GPFEE's published code (Liao et al., NAACL 2021).
 *
 * @param layers how many, at least 0
 */
public record AnnealedCuts(int layers) implements GradientRule {

    public AnnealedCuts {
        if (layers < 0) {
            throw new IllegalArgumentException("layers must be at least 0, was " + layers);
        }
    }

    @Override
    public boolean cutsAfter(int layer, StepInfo step, SplittableRandom random) {
        return layer <= layers && random.nextDouble() >= step.progress();
    }
}
