package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/**
 * COSEE's weights: each sample counts most at the layer where it would leave, for thresholds on the
 * {@linkplain EnergyScore energy} that are drawn anew for each batch.
 *
 * <pre>{@code
 * w_l = mean over thresholds of softmax_l(-beta_t |l - m|),   beta_t = sharpness * step / steps
 * m = the first layer with E_l < threshold, the last one if there is none
 * }</pre>
 *
 * <p>Thresholds are drawn evenly from [0, 1] in the first epoch, and then between the least and the greatest energy of
 * the batch, where the paper has those of the epoch before.
 *
 * @param thresholds how many are drawn, at least 1
 * @param sharpness {@code beta_0}; 0 weighs all layers alike
 */
record SimulatedExits(int thresholds, double sharpness) implements Weighting {

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        float[][] weights = batch.once(this, this::simulate);
        return batch.manager().create(weights[layer - 1]); // (B)
    }

    private float[][] simulate(TrainingBatch batch) {
        float[][] energies = energies(batch); // (L - 1, B)
        double least = batch.step().epoch() == 0 ? 0 : extreme(energies, -1);
        double greatest = batch.step().epoch() == 0 ? 1 : extreme(energies, 1);
        double beta = sharpness * batch.step().progress();
        SplittableRandom random = batch.random("thresholds");
        float[][] weights = new float[batch.layers()][batch.samples().length];
        for (int draw = 0; draw < thresholds; draw++) {
            double threshold = least + (greatest - least) * random.nextDouble();
            for (int row = 0; row < batch.samples().length; row++) {
                add(weights, row, exitLayer(energies, row, threshold), beta);
            }
        }
        return weights;
    }

    private static float[][] energies(TrainingBatch batch) {
        float[][] energies = new float[batch.layers() - 1][];
        for (int layer = 1; layer < batch.layers(); layer++) {
            energies[layer - 1] = batch.score(EnergyScore.ENERGY, layer).toFloatArray();
        }
        return energies;
    }

    private static double extreme(float[][] energies, int sign) {
        double extreme = Double.NEGATIVE_INFINITY;
        for (float[] layer : energies) {
            for (float energy : layer) {
                extreme = Math.max(extreme, sign * (double) energy);
            }
        }
        return sign * extreme;
    }

    private static int exitLayer(float[][] energies, int row, double threshold) {
        int layer = 1;
        while (layer <= energies.length && energies[layer - 1][row] >= threshold) {
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
