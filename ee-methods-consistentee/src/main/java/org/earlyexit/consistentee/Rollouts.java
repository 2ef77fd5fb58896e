package org.earlyexit.consistentee;

import java.util.SplittableRandom;

/**
 * Rollouts over one batch: for each draw of each row the layer where it leaves, its reward and its advantage.
 *
 * <pre>{@code
 * R_ij = reward of draw j of sample i,   A_ij = R_ij - (1/K) sum_j' R_ij'
 * log pi_ij = sum_(l<t) ln (1 - p_l) + ln p_t,   or sum_(l<=L) ln (1 - p_l) if it never chose to leave
 * }</pre>
 *
 * <p>A rollout that reaches the last layer leaves there. Where the last policy network does not decide, the last
 * summand is left out. Rows that are copies of one sample share its baseline.
 */
final class Rollouts {

    private final RolloutPlan plan;
    private final BatchNumbers numbers;
    private final int[][] exits; // (draws, B)
    private final boolean[][] chosen; // (draws, B): it left because it chose to
    private final double[][] rewards; // (draws, B)
    private final double[][] advantages; // (draws, B)

    private Rollouts(RolloutPlan plan, BatchNumbers numbers) {
        this.plan = plan;
        this.numbers = numbers;
        this.exits = new int[plan.draws()][numbers.rows()];
        this.chosen = new boolean[plan.draws()][numbers.rows()];
        this.rewards = new double[plan.draws()][numbers.rows()];
        this.advantages = new double[plan.draws()][numbers.rows()];
    }

    /**
     * Draws them.
     *
     * @param samples how many samples the rows are copies of: row {@code r} is of sample {@code r mod samples}
     * @param scale the coefficients of the reward
     */
    static Rollouts draw(RolloutPlan plan, BatchNumbers numbers, int samples, Scale scale, SplittableRandom random) {
        Rollouts rollouts = new Rollouts(plan, numbers);
        for (int draw = 0; draw < plan.draws(); draw++) {
            for (int row = 0; row < numbers.rows(); row++) {
                rollouts.run(draw, row, random);
                rollouts.rewards[draw][row] = rollouts.reward(draw, row, scale);
            }
        }
        rollouts.compare(samples);
        return rollouts;
    }

    int rows() {
        return numbers.rows();
    }

    /** {@code t}. */
    int exit(int draw, int row) {
        return exits[draw][row];
    }

    double reward(int draw, int row) {
        return rewards[draw][row];
    }

    double advantage(int draw, int row) {
        return advantages[draw][row];
    }

    /** {@code log pi}. */
    double logProbability(int draw, int row) {
        double sum = 0;
        for (int layer = 1; layer < exits[draw][row]; layer++) {
            sum += numbers.logProbability(layer, row, false);
        }
        return decides(draw, row) ? sum + numbers.logProbability(exits[draw][row], row, chosen[draw][row]) : sum;
    }

    /**
     * The mean over the draws of a row's advantages, each counted where the draw stayed at that layer:
     *
     * <pre>{@code a_l = (1/K) sum_j A_j [stayed at l]}</pre>
     */
    float[] staying(int layer) {
        return advantagesWhere((draw, row) ->
                layer < exits[draw][row] || (layer == exits[draw][row] && decides(draw, row) && !chosen[draw][row]));
    }

    /**
     * The same where the draw chose to leave at that layer:
     *
     * <pre>{@code c_l = (1/K) sum_j A_j [t_j = l]}</pre>
     */
    float[] leaving(int layer) {
        return advantagesWhere((draw, row) -> layer == exits[draw][row] && decides(draw, row) && chosen[draw][row]);
    }

    /** The share of each row's draws that leave at a layer. */
    float[] share(int layer) {
        return mean((draw, row) -> exits[draw][row] == layer ? 1 : 0);
    }

    double meanReward() {
        return average(mean(this::reward));
    }

    double meanExitLayer() {
        return average(mean(this::exit));
    }

    /** How often the answer is right where a draw leaves. */
    double accuracy() {
        return average(mean((draw, row) -> numbers.right(exits[draw][row], row) ? 1 : 0));
    }

    double meanLogProbability() {
        return average(mean(this::logProbability));
    }

    private void run(int draw, int row, SplittableRandom random) {
        int last = numbers.layers();
        for (int layer = 1; layer < last || (layer == last && plan.lastLayer()); layer++) {
            if (plan.action().leaves(numbers.exitProbability(layer, row), plan.epsilon(), random)) {
                exits[draw][row] = layer;
                chosen[draw][row] = true;
                return;
            }
        }
        exits[draw][row] = last;
    }

    private double reward(int draw, int row, Scale scale) {
        int exit = exits[draw][row];
        return plan.reward().of(numbers.loss(exit, row), exit, numbers.memorized(row), scale);
    }

    private void compare(int samples) {
        for (int sample = 0; sample < samples; sample++) {
            double baseline = baseline(sample, samples);
            for (int row = sample; row < rows(); row += samples) {
                for (int draw = 0; draw < rewards.length; draw++) {
                    advantages[draw][row] = rewards[draw][row] - baseline;
                }
            }
        }
    }

    /** The mean of all rewards of a sample, to the last digit theirs where they are all the same. */
    private double baseline(int sample, int samples) {
        double first = rewards[0][sample];
        double above = 0;
        int count = 0;
        for (int row = sample; row < rows(); row += samples) {
            for (double[] ofDraw : rewards) {
                above += ofDraw[row] - first;
                count++;
            }
        }
        return first + above / count;
    }

    /** Whether a policy network decided at the layer where the draw left. */
    private boolean decides(int draw, int row) {
        return exits[draw][row] < numbers.layers() || plan.lastLayer();
    }

    private float[] advantagesWhere(DrawTest test) {
        return mean((draw, row) -> test.holds(draw, row) ? advantages[draw][row] : 0);
    }

    private float[] mean(DrawNumber number) {
        float[] means = new float[rows()];
        for (int row = 0; row < means.length; row++) {
            double sum = 0;
            for (int draw = 0; draw < exits.length; draw++) {
                sum += number.of(draw, row);
            }
            means[row] = (float) (sum / exits.length);
        }
        return means;
    }

    private static double average(float... values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @FunctionalInterface
    private interface DrawTest {
        boolean holds(int draw, int row);
    }

    @FunctionalInterface
    private interface DrawNumber {
        double of(int draw, int row);
    }
}
