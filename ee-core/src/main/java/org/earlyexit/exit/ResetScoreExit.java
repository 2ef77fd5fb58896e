package org.earlyexit.exit;

import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;

/**
 * Leaves once agreeing layers have gathered enough confidence; a disagreement starts again from nothing. After layer
 * {@code i} of {@code L}, with the answer {@code p_i},
 *
 * <pre>{@code
 * S_1 = 0;   S_i = S_(i-1) + w_i max_c p_i(c) if argmax p_i = argmax p_(i-1), else 0
 * w_i = (i - 1) / sum_(k<L) (k - 1)
 * }</pre>
 *
 * <p>and the sample leaves at the first agreement with {@code S_i >= threshold}. The weights sum to 1 over the layers
 * that are asked, so that a threshold means the same at every depth.
 */
public final class ResetScoreExit implements ExitStrategy {

    private final double threshold;

    /**
     * A rule on gathered confidence.
     *
     * @param threshold in [0, 1]; 0 leaves at the first agreement
     */
    public ResetScoreExit(double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in [0, 1], was " + threshold);
        }
        this.threshold = threshold;
    }

    @Override
    public ExitSession open() {
        return new Session(threshold);
    }

    private static final class Session implements ExitSession {

        private static final int NO_ANSWER_YET = -1;

        private final double threshold;
        private int lastClass = NO_ANSWER_YET;
        private double score;

        Session(double threshold) {
            this.threshold = threshold;
        }

        @Override
        public ExitDecision decide(LayerEvidence evidence) {
            ClassDistribution answer = ClassAnswers.of(evidence, "to agree");
            boolean agrees = answer.argmax() == lastClass;
            score = agrees ? score + weight(evidence.layer()) * answer.maxProbability() : 0;
            lastClass = answer.argmax();
            return agrees && score >= threshold ? ExitDecision.exitWith(answer) : ExitDecision.PROCEED;
        }

        private static double weight(LayerPosition layer) {
            double all = (layer.count() - 1) * (layer.count() - 2) / 2.0;
            return (layer.number() - 1) / all;
        }
    }
}
