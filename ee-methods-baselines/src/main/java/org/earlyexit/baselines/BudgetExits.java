package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.earlyexit.train.TrainingBatch;
import org.earlyexit.train.Weighting;

/**
 * L2W-DEN's simulated exits: of {@code n} samples each layer keeps a share that a budget gives it, the surest ones that
 * no layer before has kept, and the last layer keeps the rest. A layer counts by the mean over what it keeps.
 *
 * <pre>{@code
 * q_l = share^l / sum_k share^k,   layer l < L keeps floor(n q_l),   w_bl = n / kept_l where l keeps b, else 0
 * }</pre>
 *
 * @param share of samples that each layer is given of what the one before was, above 0
 */
record BudgetExits(double share) implements Weighting {

    @Override
    public NDArray weights(int layer, TrainingBatch batch) {
        return batch.manager().create(batch.once(this, this::simulate)[layer - 1]); // (B)
    }

    private float[][] simulate(TrainingBatch batch) {
        int rows = batch.samples().length;
        float[][] weights = new float[batch.layers()][rows];
        List<Integer> staying = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            staying.add(row);
        }
        for (int layer = 1; layer <= batch.layers(); layer++) {
            NDArray logits = batch.history().output(layer).logits().stopGradient();
            float[] confidence = logits.softmax(1).max(new int[] {1}).toFloatArray();
            staying.sort(
                    Comparator.comparingDouble((Integer row) -> confidence[row]).reversed());
            int kept = layer == batch.layers() ? staying.size() : kept(layer, batch.layers(), rows);
            for (int row : staying.subList(0, kept)) {
                weights[layer - 1][row] = (float) rows / kept;
            }
            staying.subList(0, kept).clear();
        }
        return weights;
    }

    private int kept(int layer, int layers, int rows) {
        double sum = 0;
        for (int each = 1; each <= layers; each++) {
            sum += Math.pow(share, each);
        }
        return (int) Math.floor(rows * Math.pow(share, layer) / sum);
    }
}
