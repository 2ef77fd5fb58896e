package org.earlyexit.exit;

import java.util.List;
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
 * w_i = v_i / sum_(k=2..L-1) v_k
 * }</pre>
 *
 * <p>and the sample leaves at the first agreement with {@code S_i >= threshold}. The weights sum to 1 over the layers
 * that can agree, so that a threshold means the same at every depth.
 */
public final class ResetScoreExit implements ExitStrategy {

    private final double threshold;
    private final List<Double> trust;

    /**
     * A rule on gathered confidence, {@code v_i = i - 1}: the deeper a layer, the more it cost and the more it says.
     *
     * @param threshold in [0, 1]; 0 leaves at the first agreement
     */
    public ResetScoreExit(double threshold) {
        this(threshold, List.of());
    }

    /**
     * A rule on gathered confidence.
     *
     * @param threshold in [0, 1]; 0 leaves at the first agreement
     * @param trust {@code v}, one for each layer but the last, at least 0, that of the first not read; none for
     *     {@code i - 1}
     */
    public ResetScoreExit(double threshold, List<Double> trust) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in [0, 1], was " + threshold);
        }
        if (trust.stream().anyMatch(each -> !(each >= 0))) {
            throw new IllegalArgumentException("trust must be at least 0 in every layer, was " + trust);
        }
        this.threshold = threshold;
        this.trust = List.copyOf(trust);
    }

    @Override
    public ExitSession open() {
        return new Session();
    }

    private double weight(LayerPosition layer) {
        double all = 0;
        for (int each = 2; each < layer.count(); each++) {
            all += trust(each);
        }
        return all == 0 ? 0 : trust(layer.number()) / all;
    }

    private double trust(int layer) {
        return trust.isEmpty() ? layer - 1 : trust.get(layer - 1);
    }

    private final class Session implements ExitSession {

        private static final int NO_ANSWER_YET = -1;

        private int lastClass = NO_ANSWER_YET;
        private double score;

        @Override
        public ExitDecision decide(LayerEvidence evidence) {
            ClassDistribution answer = ClassAnswers.of(evidence, "to agree");
            boolean agrees = answer.argmax() == lastClass;
            score = agrees ? score + weight(evidence.layer()) * answer.maxProbability() : 0;
            lastClass = answer.argmax();
            return agrees && score >= threshold ? ExitDecision.exitWith(answer) : ExitDecision.PROCEED;
        }
    }
}
