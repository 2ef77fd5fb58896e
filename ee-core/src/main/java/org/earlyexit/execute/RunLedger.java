package org.earlyexit.execute;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.spi.Prediction;
import org.jspecify.annotations.Nullable;

/** Takes down, by sample number, which layers ran and where and with what each sample left. */
final class RunLedger {

    private final @Nullable Prediction[] answers;
    private final int[] exitLayers;
    private final long[] executed;
    private final Map<Place, Double> partly = new HashMap<>();

    RunLedger(int samples) {
        answers = new Prediction[samples];
        exitLayers = new int[samples];
        executed = new long[samples];
    }

    /** @param share of the sample's tokens that the layer computed, above 0 */
    void ran(int sample, int layer, double share) {
        executed[sample] |= 1L << (layer - 1);
        if (share < 1) {
            partly.put(new Place(sample, layer), share);
        }
    }

    void left(int sample, int layer, Prediction answer) {
        answers[sample] = answer;
        exitLayers[sample] = layer;
    }

    Outcomes outcomes() {
        List<Prediction> given = Arrays.asList(answers);
        Outcomes whole = new Outcomes(given, exitLayers, executed);
        return partly.isEmpty()
                ? whole
                : Outcomes.ofExits(
                        whole::answer,
                        exitLayers,
                        (sample, layer) -> partly.getOrDefault(new Place(sample, layer), whole.share(sample, layer)));
    }

    private record Place(int sample, int layer) {}
}
