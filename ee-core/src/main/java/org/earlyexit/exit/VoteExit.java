package org.earlyexit.exit;

import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;

/**
 * Leaves once enough layers have voted for one class. With {@code V_c(i)} the votes for class {@code c} among the
 * {@code i} layers asked so far,
 *
 * <pre>{@code leave at the first i with max_c V_c(i) / i^power >= threshold}</pre>
 *
 * <p>The answer is each class's share of the votes, so that its most probable class is the one with most votes.
 */
public final class VoteExit implements ExitStrategy {

    private final double threshold;
    private final double power;

    /**
     * A rule on votes.
     *
     * @param threshold above 0
     * @param power in [0, 1): 0 counts votes; the nearer to 1, the more a dissenting vote costs
     */
    public VoteExit(double threshold, double power) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold must be above 0, was " + threshold);
        }
        if (!(power >= 0 && power < 1)) {
            throw new IllegalArgumentException("power must be in [0, 1), was " + power);
        }
        this.threshold = threshold;
        this.power = power;
    }

    @Override
    public ExitSession open() {
        return new Session(threshold, power);
    }

    private static final class Session implements ExitSession {

        private final double threshold;
        private final double power;
        private double[] votes = new double[0];
        private int voters;

        Session(double threshold, double power) {
            this.threshold = threshold;
            this.power = power;
        }

        @Override
        public ExitDecision decide(LayerEvidence evidence) {
            ClassDistribution answer = ClassAnswers.of(evidence, "to be voted on");
            if (voters == 0) {
                votes = new double[answer.classes()];
            }
            votes[answer.argmax()]++;
            voters++;
            double most = 0;
            for (double each : votes) {
                most = Math.max(most, each);
            }
            return most / Math.pow(voters, power) >= threshold
                    ? ExitDecision.exitWith(ClassDistribution.ofProbabilities(shares()))
                    : ExitDecision.PROCEED;
        }

        private double[] shares() {
            double[] shares = new double[votes.length];
            for (int label = 0; label < shares.length; label++) {
                shares[label] = votes[label] / voters;
            }
            return shares;
        }
    }
}
