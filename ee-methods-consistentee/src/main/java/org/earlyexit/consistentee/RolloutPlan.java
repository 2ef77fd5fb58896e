package org.earlyexit.consistentee;

/**
 * How rollouts are drawn and what they are worth.
 *
 * @param draws rollouts of each row from one pass: {@code K}, or 1 where the rows themselves are {@code K} copies
 * @param action how they decide
 * @param epsilon the share of decisions that a greedy rollout leaves to a coin, in [0, 1]
 * @param lastLayer whether the last policy network decides too, though nothing follows from it
 * @param reward what they are worth
 * @param alpha what a layer costs, at least 0
 * @param depth the depth that hardness is measured by
 * @param priorWeight of the depth prior, where the reward has one
 */
record RolloutPlan(
        int draws,
        Action action,
        double epsilon,
        boolean lastLayer,
        Reward reward,
        double alpha,
        HardnessDepth depth,
        double priorWeight) {}
