package org.earlyexit.consistentee;

/**
 * What a rollout is worth that leaves at layer {@code t} with cross-entropy {@code l} on a sample memorized at layer
 * {@code m}. {@code D} is the depth that hardness is measured by, {@code L} or the published 12. All of them occur in
 * the published code, most of them commented out.
 */
public enum Reward {
    /**
     * The paper's: easy samples weigh speed, hard ones answers.
     *
     * <pre>{@code R = -l - alpha t (1 - m / D)}</pre>
     */
    HARDNESS_GUIDED {
        @Override
        double of(double loss, int exit, double memorized, Scale scale) {
            return -loss - scale.alpha() * exit * (1 - memorized / scale.depth());
        }
    },
    /**
     * Every layer costs the same for every sample.
     *
     * <pre>{@code R = -l - alpha t}</pre>
     */
    UNIFORM {
        @Override
        double of(double loss, int exit, double memorized, Scale scale) {
            return -loss - scale.alpha() * exit;
        }
    },
    /**
     * The line that is active in the published code: layers cost nothing, and {@code alpha} is not read.
     *
     * <pre>{@code R = -l}</pre>
     */
    ACCURACY_ONLY {
        @Override
        double of(double loss, int exit, double memorized, Scale scale) {
            return -loss;
        }
    },
    /**
     * Twice the cost for samples memorized in the first three quarters; published with {@code alpha = 0.04} and the
     * bound 9 of 12.
     *
     * <pre>{@code R = -l - a t (1 - m / D),   a = alpha if m >= 3 D / 4, else 2 alpha}</pre>
     */
    TWO_SLOPE {
        @Override
        double of(double loss, int exit, double memorized, Scale scale) {
            double slope = memorized >= 0.75 * scale.depth() ? scale.alpha() : 2 * scale.alpha();
            return -loss - slope * exit * (1 - memorized / scale.depth());
        }
    },
    /**
     * Hard samples pay a third of what easy ones do; published with {@code alpha = 0.06} and 18 of 12 layers.
     *
     * <pre>{@code R = -l - alpha t (1 - m / (1.5 D))}</pre>
     */
    SOFTENED {
        @Override
        double of(double loss, int exit, double memorized, Scale scale) {
            return -loss - scale.alpha() * exit * (1 - memorized / (1.5 * scale.depth()));
        }
    },
    /**
     * Deeper layers cost less and less; published with {@code alpha = 0.1}.
     *
     * <pre>{@code R = -l - alpha ln(t) (1 - m / D)}</pre>
     */
    LOG_DEPTH {
        @Override
        double of(double loss, int exit, double memorized, Scale scale) {
            return -loss - scale.alpha() * Math.log(exit) * (1 - memorized / scale.depth());
        }
    },
    /**
     * A bonus for leaving where many samples are memorized: {@code f_t} is the share of the training samples with
     * {@code m = t}; published with {@code c = 0.25}.
     *
     * <pre>{@code R = -l - alpha t (1 - m / D) + c f_t}</pre>
     */
    DEPTH_PRIOR {
        @Override
        double of(double loss, int exit, double memorized, Scale scale) {
            return HARDNESS_GUIDED.of(loss, exit, memorized, scale) + scale.priorWeight() * scale.share(exit);
        }
    };

    /**
     * The reward, a plain number.
     *
     * @param loss the cross-entropy at the exit layer, in nats
     * @param exit {@code t}, from 1
     * @param memorized {@code m}, from 1
     * @param scale the coefficients
     */
    abstract double of(double loss, int exit, double memorized, Scale scale);
}
