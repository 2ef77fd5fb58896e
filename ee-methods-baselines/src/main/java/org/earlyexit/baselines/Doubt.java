package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.earlyexit.train.StrategyChoice;

/** COSEE's three signals, all in [0, 1] and all low where a classifier is sure. */
public enum Doubt {
    /** The {@linkplain EnergyScore normalised energy}, {@code 1 / (1 + sum_c e^z_c)}. */
    ENERGY {
        @Override
        NDArray of(NDArray logits) {
            NDArray largest = logits.max(CLASSES, true).stopGradient(); // (B, 1)
            NDArray sum = logits.sub(largest).exp().sum(CLASSES); // (B)
            return Activation.sigmoid(sum.log().add(largest.squeeze(1)).neg()); // (B)
        }

        @Override
        StrategyChoice exit(double threshold) {
            return Recipes.exit("energy", new SignalThreshold.Config(threshold));
        }
    },
    /** The entropy as a share of its largest. */
    ENTROPY {
        @Override
        NDArray of(NDArray logits) {
            NDArray logarithms = logits.logSoftmax(1); // (B, C)
            double largest = Math.log((double) logits.getShape().get(1));
            NDArray negative = logarithms.exp().mul(logarithms).sum(CLASSES); // (B)
            return negative.div(logits.getManager().create((float) -largest));
        }

        @Override
        StrategyChoice exit(double threshold) {
            return Recipes.exit("normalized-entropy", new SignalThreshold.Config(threshold));
        }
    },
    /**
     * What the largest probability leaves, {@code 1 - max_c p_c}: the paper has the probability itself, with signs
     * turned.
     */
    MAX_PROBABILITY {
        @Override
        NDArray of(NDArray logits) {
            return logits.softmax(1).max(CLASSES).neg().add(1); // (B)
        }

        @Override
        StrategyChoice exit(double threshold) {
            return Recipes.exit("max-probability", new MaxProbability.Config(1 - threshold));
        }
    };

    private static final int[] CLASSES = {1};

    /** The signal of logits (B, C): (B), attached. */
    abstract NDArray of(NDArray logits);

    /** The rule that leaves below a threshold of it. */
    abstract StrategyChoice exit(double threshold);
}
