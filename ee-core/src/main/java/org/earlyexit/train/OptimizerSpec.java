package org.earlyexit.train;

/**
 * AdamW with decoupled weight decay, linear warm-up and linear decay to 0. The betas are 0.9 and 0.999.
 *
 * @param learningRate the highest rate, reached at the end of the warm-up
 * @param weightDecay decoupled, of parameters that {@linkplain org.earlyexit.model.Parameter#decays() decay}
 * @param warmup share of all steps over which the rate rises, in [0, 1)
 * @param clipNorm the global L2 norm of all gradients is cut to this; 0 leaves them alone
 * @param epsilon added to the root of the second moment
 */
public record OptimizerSpec(double learningRate, double weightDecay, double warmup, double clipNorm, double epsilon) {

    public OptimizerSpec {
        if (!(learningRate > 0) || !(weightDecay >= 0) || !(warmup >= 0 && warmup < 1) || !(clipNorm >= 0)) {
            throw new IllegalArgumentException(
                    "learningRate must be above 0, weightDecay and clipNorm at least 0 and warmup in [0, 1), were %s, %s, %s and %s"
                            .formatted(learningRate, weightDecay, clipNorm, warmup));
        }
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon must be above 0, was " + epsilon);
        }
    }

    public OptimizerSpec withLearningRate(double other) {
        return new OptimizerSpec(other, weightDecay, warmup, clipNorm, epsilon);
    }
}
