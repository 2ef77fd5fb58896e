package org.earlyexit.consistentee;

import java.util.SplittableRandom;

/** How a rollout decides at a layer whether to leave. */
public enum Action {
    /** It leaves with probability {@code p_l}: REINFORCE as it is usually meant. */
    SAMPLED {
        @Override
        boolean leaves(double probability, double epsilon, SplittableRandom random) {
            return random.nextDouble() < probability;
        }
    },
    /**
     * It leaves where {@code p_l > 0.5}, and by a fair coin in a share {@code epsilon} of all decisions, as in the
     * published code; with {@code epsilon = 0}, as it was published, rollouts differ by dropout alone.
     */
    GREEDY {
        @Override
        boolean leaves(double probability, double epsilon, SplittableRandom random) {
            if (epsilon > 0 && random.nextDouble() <= epsilon) {
                return random.nextDouble() < EVEN;
            }
            return probability > EVEN;
        }
    };

    private static final double EVEN = 0.5;

    /** Whether a rollout leaves. */
    abstract boolean leaves(double probability, double epsilon, SplittableRandom random);
}
