package org.earlyexit.consistentee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.train.MemorizedLayerFact;
import org.earlyexit.train.TaskLoss;
import org.earlyexit.train.TrainingBatch;

/**
 * What rollouts over a batch read, on the host: every layer's exit logits and losses, and each row's memorized layer.
 */
final class BatchNumbers {

    private static final TaskLoss LOSS = new TaskLoss();

    private final float[][] exitLogits; // (L, B)
    private final double[][] losses; // (L, B)
    private final boolean[][] right; // (L, B)
    private final float[] memorized; // (B)

    /**
     * Keeps the arrays as they are.
     *
     * @param exitLogits {@code u_l} of each row, (L, B)
     * @param losses {@code CE_l} of each row, (L, B)
     * @param right whether the classifier answers right, (L, B)
     * @param memorized {@code m} of each row, (B)
     */
    BatchNumbers(float[][] exitLogits, double[][] losses, boolean[][] right, float... memorized) {
        this.exitLogits = exitLogits;
        this.losses = losses;
        this.right = right;
        this.memorized = memorized;
    }

    /** Copies them from the device, in three transfers. */
    static BatchNumbers of(TrainingBatch batch) {
        NDList exit = new NDList();
        NDList answers = new NDList();
        NDList lost = new NDList();
        for (int layer = 1; layer <= batch.layers(); layer++) {
            exit.add(batch.score(PolicyNetworks.LOGIT, layer)); // (B)
            answers.add(batch.history().output(layer).logits()); // (B, C)
            lost.add(LOSS.values(layer, batch)); // (B)
        }
        float[][] exitLogits = rows(exit);
        float[][] logits = rows(answers);
        long[] gold = batch.labels().toLongArray();
        float[][] said = rows(lost);
        double[][] losses = new double[batch.layers()][gold.length];
        boolean[][] right = new boolean[batch.layers()][gold.length];
        int classes = batch.kind().outputs();
        for (int layer = 0; layer < batch.layers(); layer++) {
            for (int row = 0; row < gold.length; row++) {
                float[] own = Arrays.copyOfRange(logits[layer], row * classes, (row + 1) * classes);
                losses[layer][row] = said[layer][row];
                right[layer][row] = ClassDistribution.ofLogits(own).argmax() == gold[row];
            }
        }
        return new BatchNumbers(
                exitLogits, losses, right, batch.fact(MemorizedLayerFact.NAME).toFloatArray());
    }

    int layers() {
        return exitLogits.length;
    }

    int rows() {
        return memorized.length;
    }

    /** {@code p_l}. */
    double exitProbability(int layer, int row) {
        return 1 / (1 + Math.exp(-exitLogits[layer - 1][row]));
    }

    /** {@code ln p_l}, or {@code ln (1 - p_l)}. */
    double logProbability(int layer, int row, boolean leaves) {
        double logit = exitLogits[layer - 1][row];
        return -softplus(leaves ? -logit : logit);
    }

    double loss(int layer, int row) {
        return losses[layer - 1][row];
    }

    boolean right(int layer, int row) {
        return right[layer - 1][row];
    }

    double memorized(int row) {
        return memorized[row];
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static float[][] rows(NDList layers) {
        try (NDArray stacked = NDArrays.stack(layers)) {
            float[] all = stacked.toFloatArray();
            int width = all.length / layers.size();
            float[][] rows = new float[layers.size()][];
            for (int layer = 0; layer < rows.length; layer++) {
                rows[layer] = Arrays.copyOfRange(all, layer * width, (layer + 1) * width);
            }
            return rows;
        }
    }
}
