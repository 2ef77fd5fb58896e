package org.earlyexit.execute;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.ModelException;
import org.earlyexit.spi.Feature;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.Scores;

/** What a layer said of each row, copied to the host. */
final class LayerReading {

    private final EarlyExitModel model;
    private final LayerPosition position;
    private final float[] logits;
    private final float[] scores;
    private final float[] features;
    private final int rows;

    private LayerReading(EarlyExitModel model, int layer, float[] logits, float[] scores, float[] features) {
        this.model = model;
        this.position = new LayerPosition(layer, model.depth());
        this.logits = logits;
        this.scores = scores;
        this.features = features;
        this.rows = logits.length / model.kind().outputs();
    }

    /**
     * Reads the deepest layer.
     *
     * @param samples the sample of each row, for messages
     * @param wholeFeatures whether the pooled vectors are copied as well
     * @throws ModelException if a number is not finite
     */
    static LayerReading of(EarlyExitModel model, BatchHistory history, int[] samples, boolean wholeFeatures) {
        int layer = history.layer();
        float[] logits = history.output(layer).logits().toFloatArray();
        requireSize(
                layer, "logits", logits.length, samples.length * model.kind().outputs());
        requireFinite(layer, "logits", logits, samples);
        float[] scores = scores(model, history, samples);
        float[] features = wholeFeatures ? history.output(layer).pooled().toFloatArray() : new float[0];
        return new LayerReading(model, layer, logits, scores, features);
    }

    /** Row-major (B, C). */
    float[] logits() {
        return logits;
    }

    /** Row-major (B, S). */
    float[] scores() {
        return scores;
    }

    Prediction prediction(int row) {
        return Prediction.of(model.kind(), slice(logits, row));
    }

    LayerEvidence evidence(int row) {
        Scores said = scores.length == 0 ? Scores.NONE : new Scores(model.scoreNames(), slice(scores, row));
        Feature feature = features.length == 0 ? Feature.EMPTY : new Feature(slice(features, row));
        return new LayerEvidence(position, prediction(row), said, feature);
    }

    private float[] slice(float[] values, int row) {
        int width = values.length / rows;
        return Arrays.copyOfRange(values, row * width, (row + 1) * width);
    }

    private static float[] scores(EarlyExitModel model, BatchHistory history, int[] samples) {
        List<AuxModule> modules = model.liveModules();
        int width = model.scoreNames().size();
        float[] all = new float[samples.length * width];
        int column = 0;
        for (AuxModule module : modules) {
            int own = module.scoreNames().size();
            try (NDArray said = module.scores(history.layer(), history.upTo(history.layer()))) {
                float[] values = said.toFloatArray();
                requireSize(history.layer(), "scores " + module.scoreNames(), values.length, samples.length * own);
                for (int row = 0; row < samples.length; row++) {
                    System.arraycopy(values, row * own, all, row * width + column, own);
                }
            }
            column += own;
        }
        requireFinite(history.layer(), "scores", all, samples);
        return all;
    }

    private static void requireSize(int layer, String what, int size, int expected) {
        if (size != expected) {
            throw new IllegalStateException("%s after layer %d must be %d numbers for the batch, were %d"
                    .formatted(what, layer, expected, size));
        }
    }

    private static void requireFinite(int layer, String what, float[] values, int[] samples) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                int row = i / (values.length / samples.length);
                throw new ModelException(
                        "%s must be finite, had %s for sample %d after layer %d; check the checkpoint, or train with a lower learning rate"
                                .formatted(what, values[i], samples[row], layer));
            }
        }
    }
}
