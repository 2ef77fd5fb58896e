package org.earlyexit.consistentee;

/**
 * The settings of ConsistentEE: every switch in which paper and published code may differ.
 *
 * @param alpha what a layer costs, at least 0: the method's own speed knob, chosen before training
 * @param reward what a rollout is worth
 * @param rollouts of each sample, {@code K}, at least 1; with 1 there is nothing to compare and the policy stays
 * @param action how rollouts decide
 * @param epsilon the share of decisions that greedy rollouts leave to a coin, in [0, 1]
 * @param tiledCopies whether each rollout is a copy of the row in its own pass, with its own dropout, or a draw from
 *     one pass
 * @param frozenDropout whether the backbone drops out while only policy networks learn
 * @param lastLayerTerm whether the last policy network learns too, though its decision changes nothing
 * @param hardnessDepth the depth by which memorized layers are divided
 * @param priorWeight {@code c} of the reward {@link Reward#DEPTH_PRIOR}
 * @param rounds how often stages 2 and 3 are run, at least 1
 * @param refreshMemorized whether memorized layers are worked out anew before each round
 * @param threshold the exit probability above which samples leave when no sweep changes it, in (0, 1)
 * @param schedule where epochs, batches and rate of stage 1 come from
 * @param policyEpochs of stage 2
 * @param policyRate of stage 2, as a multiple of the rate of stage 1
 * @param jointEpochs of stage 3
 * @param jointRate of stage 3, as a multiple of the rate of stage 1
 */
public record ConsistentEeSettings(
        double alpha,
        Reward reward,
        int rollouts,
        Action action,
        double epsilon,
        boolean tiledCopies,
        boolean frozenDropout,
        boolean lastLayerTerm,
        HardnessDepth hardnessDepth,
        double priorWeight,
        int rounds,
        boolean refreshMemorized,
        double threshold,
        Schedule schedule,
        int policyEpochs,
        double policyRate,
        int jointEpochs,
        double jointRate) {

    /**
     * What the paper describes. The rates suit a small backbone: its 4 times 5e-4 moves a policy network of width 128
     * as fast as the published 3e-4 moves one of width 768, which is 15 times 2e-5; and its third stage starts from
     * weights that the full rate would undo.
     */
    static final ConsistentEeSettings PAPER = new ConsistentEeSettings(
            0.02,
            Reward.HARDNESS_GUIDED,
            8,
            Action.SAMPLED,
            0,
            false,
            false,
            false,
            HardnessDepth.MODEL,
            0.25,
            1,
            false,
            0.5,
            Schedule.SUITE,
            5,
            4,
            2,
            0.2);

    /** What the published code does. */
    static final ConsistentEeSettings OFFICIAL = new ConsistentEeSettings(
            0.02,
            Reward.ACCURACY_ONLY,
            8,
            Action.GREEDY,
            0,
            true,
            true,
            true,
            HardnessDepth.TWELVE,
            0.25,
            1,
            false,
            0.5,
            Schedule.PUBLISHED,
            2,
            30,
            1,
            3);

    public ConsistentEeSettings {
        requireAtLeast("alpha", 0, alpha);
        requireAtLeast("rollouts", 1, rollouts);
        requireAtLeast("priorWeight", 0, priorWeight);
        requireAtLeast("rounds", 1, rounds);
        requireAtLeast("policyEpochs", 1, policyEpochs);
        requireAtLeast("jointEpochs", 1, jointEpochs);
        requireAboveZero("policyRate", policyRate);
        requireAboveZero("jointRate", jointRate);
        if (!(epsilon >= 0 && epsilon <= 1)) {
            throw new IllegalArgumentException("epsilon must be in [0, 1], was " + epsilon);
        }
        if (!(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("threshold must be in (0, 1), was " + threshold);
        }
    }

    RolloutPlan rolloutPlan() {
        return new RolloutPlan(
                tiledCopies ? 1 : rollouts, action, epsilon, lastLayerTerm, reward, alpha, hardnessDepth, priorWeight);
    }

    private static void requireAtLeast(String name, double least, double value) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s must be at least %d, was %s".formatted(name, (int) least, plain(value)));
        }
    }

    private static void requireAboveZero(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("%s must be above 0, was %s".formatted(name, value));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
