package org.earlyexit.execute;

import java.util.Arrays;
import java.util.List;
import org.earlyexit.spi.Prediction;
import org.jspecify.annotations.Nullable;

/** Takes down, by sample number, which layers ran and where and with what each sample left. */
final class RunLedger {

    private final @Nullable Prediction[] answers;
    private final int[] exitLayers;
    private final long[] executed;

    RunLedger(int samples) {
        answers = new Prediction[samples];
        exitLayers = new int[samples];
        executed = new long[samples];
    }

    void ran(int sample, int layer) {
        executed[sample] |= 1L << (layer - 1);
    }

    void left(int sample, int layer, Prediction answer) {
        answers[sample] = answer;
        exitLayers[sample] = layer;
    }

    Outcomes outcomes() {
        List<Prediction> given = Arrays.asList(answers);
        return new Outcomes(given, exitLayers, executed);
    }
}
