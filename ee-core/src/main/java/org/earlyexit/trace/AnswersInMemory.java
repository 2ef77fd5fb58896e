package org.earlyexit.trace;

import java.util.Arrays;
import org.earlyexit.execute.LayerSink;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.TaskKind;

/** Takes down what every layer answers and forgets the scores: a trace for the length of a moment. */
public final class AnswersInMemory implements LayerAnswers, LayerSink {

    private final TaskKind kind;
    private final float[][] logits; // index is the layer less 1, then row-major (N, C)

    /**
     * Room for the answers of a full pass, which are zeros until they come in.
     *
     * @param samples {@code N}
     * @param layers {@code L}
     */
    public AnswersInMemory(TaskKind kind, int samples, int layers) {
        this.kind = kind;
        this.logits = new float[layers][samples * kind.outputs()];
    }

    @Override
    public int samples() {
        return logits[0].length / kind.outputs();
    }

    @Override
    public int layers() {
        return logits.length;
    }

    @Override
    public Prediction prediction(int sample, int layer) {
        int width = kind.outputs();
        return Prediction.of(kind, Arrays.copyOfRange(logits[layer - 1], sample * width, (sample + 1) * width));
    }

    @Override
    public void accept(int layer, int[] samples, float[] said, float[] scores) {
        int width = kind.outputs();
        for (int row = 0; row < samples.length; row++) {
            System.arraycopy(said, row * width, logits[layer - 1], samples[row] * width, width);
        }
    }
}
