package org.earlyexit.consistentee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.earlyexit.testkit.Seeded;
import org.junit.jupiter.api.Test;

class RolloutsTest {

    private static final double ALPHA = 0.04;

    /** ln 0.8 + ln 0.6 + ln 0.7. */
    @Test
    void theLogProbabilityIsThatOfStayingUntilItLeaves() {
        Rollouts left = greedy(true, 0.2, 0.4, 0.7, 0.9);

        assertThat(left.exit(0, 0)).isEqualTo(3);
        assertThat(left.logProbability(0, 0)).isCloseTo(-1.0906441, within(1e-7));
    }

    /** ln 0.8 + ln 0.6 + ln 0.7 + ln 0.9, the last only where the last policy network decides. */
    @Test
    void whoNeverChoosesToLeaveLeavesAtTheLastLayer() {
        Rollouts counted = greedy(true, 0.2, 0.4, 0.3, 0.1);
        Rollouts masked = greedy(false, 0.2, 0.4, 0.3, 0.1);

        assertThat(counted.exit(0, 0)).isEqualTo(4);
        assertThat(counted.logProbability(0, 0)).isCloseTo(-1.1960046, within(1e-7));
        assertThat(masked.exit(0, 0)).isEqualTo(4);
        assertThat(masked.logProbability(0, 0)).isCloseTo(-1.1960046 - Math.log(0.9), within(1e-7));
        assertThat(greedy(true, 0.1, 0.1, 0.1, 0.8).logProbability(0, 0))
                .isCloseTo(3 * Math.log(0.9) + Math.log(0.8), within(1e-7));
    }

    /** Four copies of one sample, m = 3 of L = 4; worked by hand, -0.12 = -0.1 - 0.04 * 2 * 1/4. */
    @Test
    void rewardsAreComparedAmongTheCopiesOfASample() {
        int[] exits = {2, 1, 4, 3};
        double[] lost = {0.1, 0.5, 0.2, 0.9};
        float[][] logits = new float[4][4];
        double[][] losses = new double[4][4];
        for (int row = 0; row < 4; row++) {
            for (int layer = 1; layer <= 4; layer++) {
                logits[layer - 1][row] = layer == exits[row] ? 5 : -5;
                losses[layer - 1][row] = layer == exits[row] ? lost[row] : 99;
            }
        }
        BatchNumbers numbers = new BatchNumbers(logits, losses, new boolean[4][4], 3, 3, 3, 3);

        Rollouts rollouts = Rollouts.draw(plan(1, Action.GREEDY, true), numbers, 1, scale(4), new SplittableRandom(1));

        double[] rewards = {-0.12, -0.51, -0.24, -0.93};
        double[] advantages = {0.33, -0.06, 0.21, -0.48};
        for (int row = 0; row < 4; row++) {
            assertThat(rollouts.exit(0, row)).isEqualTo(exits[row]);
            assertThat(rollouts.reward(0, row)).isCloseTo(rewards[row], within(1e-9));
            assertThat(rollouts.advantage(0, row)).isCloseTo(advantages[row], within(1e-9));
        }
        assertThat(rollouts.meanReward()).isCloseTo(-0.45, within(1e-7));
        assertThat(rollouts.meanExitLayer()).isEqualTo(2.5);
        // at layer 2, row 0 left, rows 2 and 3 stayed, row 1 was gone
        assertThat(rollouts.leaving(2)).containsExactly(new float[] {0.33f, 0, 0, 0}, within(1e-6f));
        assertThat(rollouts.staying(2)).containsExactly(new float[] {0, 0, 0.21f, -0.48f}, within(1e-6f));
    }

    /** Two samples, two copies each: rows 0 and 2 are compared, and rows 1 and 3. */
    @Test
    void aBaselineDoesNotMixSamples() {
        float[][] logits = {{5, 5, -5, -5}, {5, 5, 5, 5}};
        double[][] losses = {{0.1, 2, 0, 0}, {0, 0, 0.3, 4}};
        BatchNumbers numbers = new BatchNumbers(logits, losses, new boolean[2][4], 2, 2, 2, 2);

        Rollouts rollouts = Rollouts.draw(plan(1, Action.GREEDY, true), numbers, 2, scale(2), new SplittableRandom(1));

        assertThat(rollouts.advantage(0, 0)).isCloseTo(0.1, within(1e-9));
        assertThat(rollouts.advantage(0, 2)).isCloseTo(-0.1, within(1e-9));
        assertThat(rollouts.advantage(0, 1)).isCloseTo(1, within(1e-9));
        assertThat(rollouts.advantage(0, 3)).isCloseTo(-1, within(1e-9));
    }

    @Seeded(50)
    void everyDrawLeavesOnceAndAdvantagesSumToZero(Seeded.Sample seed) {
        SplittableRandom random = seed.random();
        int layers = 1 + random.nextInt(6);
        int rows = 1 + random.nextInt(5);
        Rollouts rollouts = Rollouts.draw(
                plan(8, Action.SAMPLED, random.nextBoolean()),
                random(layers, rows, random),
                rows,
                scale(layers),
                random);

        for (int row = 0; row < rows; row++) {
            double sum = 0;
            double shares = 0;
            for (int draw = 0; draw < 8; draw++) {
                assertThat(rollouts.exit(draw, row)).isBetween(1, layers);
                assertThat(rollouts.logProbability(draw, row)).isLessThanOrEqualTo(0);
                sum += rollouts.advantage(draw, row);
            }
            for (int layer = 1; layer <= layers; layer++) {
                shares += rollouts.share(layer)[row];
            }
            assertThat(sum).isCloseTo(0, within(1e-9));
            assertThat(shares).isCloseTo(1, within(1e-6));
        }
    }

    /** Probabilities of leaving 0.2, 0.8 * 0.4, 0.48 * 0.7 and the rest; chi-square of 3 degrees, one in a thousand. */
    @Test
    void sampledExitsFollowTheProbabilities() {
        int draws = 20_000;
        double[] expected = {0.2, 0.32, 0.336, 0.144};
        Rollouts rollouts = Rollouts.draw(
                plan(draws, Action.SAMPLED, false),
                new BatchNumbers(logits(0.2, 0.4, 0.7, 0.01), new double[4][1], new boolean[4][1], 1),
                1,
                scale(4),
                new SplittableRandom(3));

        double chiSquare = 0;
        for (int layer = 1; layer <= 4; layer++) {
            double difference = rollouts.share(layer)[0] - expected[layer - 1];
            chiSquare += draws * difference * difference / expected[layer - 1];
        }
        assertThat(chiSquare).isLessThan(16.27);
    }

    /**
     * Three layers, many batches of eight draws. A baseline that holds the draw itself shrinks the gradient to
     * {@code (K - 1) / K} of that of the expected reward, which is enumerated here.
     */
    @Test
    void theMonteCarloGradientIsTheAnalyticOneWithinItsSamplingError() {
        double[] p = {0.3, 0.55, 0.5};
        double[][] losses = {{0.9}, {0.2}, {0.4}};
        int repeats = 20_000;
        int draws = 8;
        SplittableRandom random = new SplittableRandom(11);
        double[] sums = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < repeats; i++) {
            BatchNumbers numbers = new BatchNumbers(logits(p), losses, new boolean[3][1], 2);
            Rollouts rollouts = Rollouts.draw(plan(draws, Action.SAMPLED, false), numbers, 1, scale(3), random);
            for (int l = 0; l < 2; l++) {
                // the slope of a softplus(u) + c softplus(-u)
                double slope = rollouts.staying(l + 1)[0] * p[l] - rollouts.leaving(l + 1)[0] * (1 - p[l]);
                sums[l] += slope;
                squares[l] += slope * slope;
            }
        }
        for (int l = 0; l < 2; l++) {
            double mean = sums[l] / repeats;
            double error = Math.sqrt((squares[l] / repeats - mean * mean) / repeats);
            double analytic = -(draws - 1.0) / draws * slopeOfTheExpectedReward(l, p, losses);

            assertThat(Math.abs(analytic)).isGreaterThan(20 * error); // or the test would say nothing
            assertThat(mean).isCloseTo(analytic, within(4 * error));
        }
    }

    @Test
    void aShareOfGreedyDecisionsIsLeftToACoin() {
        SplittableRandom random = new SplittableRandom(5);
        int left = 0;
        for (int i = 0; i < 10_000; i++) {
            left += Action.GREEDY.leaves(0.1, 0.2, random) ? 1 : 0;
        }

        assertThat(left).isBetween(900, 1100); // a fifth, by a coin
        assertThat(Action.GREEDY.leaves(0.5, 0, random)).isFalse();
        assertThat(Action.GREEDY.leaves(0.51, 0, random)).isTrue();
    }

    private static double slopeOfTheExpectedReward(int l, double[] p, double[][] losses) {
        double[] chance = {p[0], (1 - p[0]) * p[1], (1 - p[0]) * (1 - p[1])};
        double slope = 0;
        for (int t = 0; t < 3; t++) {
            double reward = -losses[t][0] - ALPHA * (t + 1) * (1 - 2 / 3.0);
            if (l < t) {
                slope += chance[t] * reward * -p[l];
            } else if (l == t) {
                slope += chance[t] * reward * (1 - p[l]);
            }
        }
        return slope;
    }

    private static Rollouts greedy(boolean lastLayer, double... probabilities) {
        int layers = probabilities.length;
        BatchNumbers numbers =
                new BatchNumbers(logits(probabilities), new double[layers][1], new boolean[layers][1], 1);
        return Rollouts.draw(plan(1, Action.GREEDY, lastLayer), numbers, 1, scale(layers), new SplittableRandom(1));
    }

    private static BatchNumbers random(int layers, int rows, SplittableRandom random) {
        float[][] logits = new float[layers][rows];
        double[][] losses = new double[layers][rows];
        float[] memorized = new float[rows];
        for (int row = 0; row < rows; row++) {
            memorized[row] = 1 + random.nextInt(layers);
            for (int layer = 0; layer < layers; layer++) {
                logits[layer][row] = (float) random.nextGaussian();
                losses[layer][row] = random.nextDouble();
            }
        }
        return new BatchNumbers(logits, losses, new boolean[layers][rows], memorized);
    }

    private static float[][] logits(double... probabilities) {
        float[][] logits = new float[probabilities.length][1];
        for (int layer = 0; layer < logits.length; layer++) {
            logits[layer][0] = (float) Math.log(probabilities[layer] / (1 - probabilities[layer]));
        }
        return logits;
    }

    private static RolloutPlan plan(int draws, Action action, boolean lastLayer) {
        return new RolloutPlan(draws, action, 0, lastLayer, Reward.HARDNESS_GUIDED, ALPHA, HardnessDepth.MODEL, 0);
    }

    private static Scale scale(int layers) {
        return new Scale(ALPHA, layers, 0, List.of());
    }
}
