package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/**
 * COSEE's weights: each sample counts most at the layer where it would leave, for thresholds on its {@linkplain Doubt
 * doubt} that are drawn anew for each batch.
 *
 * <pre>{@code
 * w_l = mean over thresholds of softmax_l(-beta_t |l - m|),   beta_t = sharpness * step / steps
 * m = the first layer with s_l < threshold, the last one if there is none
 * }</pre>
 *
 * <p>Thresholds are drawn evenly from [0, 1] in the first epoch, and then between the least and the greatest signal of
 * the epoch before.
 *
 * @param signal {@code s}
 * @param thresholds how many are drawn, at least 1
 * @param sharpness {@code beta_0}; 0 weighs all layers alike
 */
record SimulatedExits(Doubt signal, int thresholds, double sharpness) implements Weighting {

    private static final String LEAST = "least signal";
    private static final String GREATEST = "greatest signal";

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        float[][] weights = batch.once(this, this::simulate);
        return batch.manager().create(weights[layer - 1]); // (B)
    }

    private float[][] simulate(TrainingBatch batch) {
        float[][] doubts = doubts(batch); // (L - 1, B)
        batch.note(LEAST, extreme(doubts, -1));
        batch.note(GREATEST, extreme(doubts, 1));
        double least = batch.noted(LEAST).map(TrainingBatch.Span::least).orElse(0.0);
        double greatest =
                batch.noted(GREATEST).map(TrainingBatch.Span::greatest).orElse(1.0);
        double beta = sharpness * batch.step().progress();
        SplittableRandom random = batch.random("thresholds");
        float[][] weights = new float[batch.layers()][batch.samples().length];
        for (int draw = 0; draw < thresholds; draw++) {
            double threshold = least + (greatest - least) * random.nextDouble();
            for (int row = 0; row < batch.samples().length; row++) {
                add(weights, row, exitLayer(doubts, row, threshold), beta);
            }
        }
        return weights;
    }

    private float[][] doubts(TrainingBatch batch) {
        float[][] doubts = new float[batch.layers() - 1][];
        for (int layer = 1; layer < batch.layers(); layer++) {
            doubts[layer - 1] = signal.of(batch.history().output(layer).logits().stopGradient())
                    .toFloatArray();
        }
        return doubts;
    }

    private static double extreme(float[][] doubts, int sign) {
        double extreme = Double.NEGATIVE_INFINITY;
        for (float[] layer : doubts) {
            for (float doubt : layer) {
                extreme = Math.max(extreme, sign * (double) doubt);
            }
        }
        return sign * extreme;
    }

    private static int exitLayer(float[][] doubts, int row, double threshold) {
        int layer = 1;
        while (layer <= doubts.length && doubts[layer - 1][row] >= threshold) {
            layer++;
        }
        return layer;
    }

    private void add(float[][] weights, int row, int exitLayer, double beta) {
        double sum = 0;
        for (int layer = 1; layer <= weights.length; layer++) {
            sum += Math.exp(-beta * Math.abs(layer - exitLayer));
        }
        for (int layer = 1; layer <= weights.length; layer++) {
            weights[layer - 1][row] += (float) (Math.exp(-beta * Math.abs(layer - exitLayer)) / sum / thresholds);
        }
    }
}
