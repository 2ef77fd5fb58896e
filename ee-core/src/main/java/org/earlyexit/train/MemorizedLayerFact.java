package org.earlyexit.train;

import org.earlyexit.metric.Labels;
import org.earlyexit.trace.LayerAnswers;
import org.earlyexit.trace.MemorizedLayers;

/**
 * The {@linkplain MemorizedLayers memorized layer} of each sample, in 1..L.
 *
 * @param refresh whether it is read off anew before each stage that asks for it
 */
public record MemorizedLayerFact(boolean refresh) implements FactSource {

    /** What terms ask for. */
    public static final String NAME = "memorized-layers";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public float[] of(LayerAnswers answers, Labels gold) {
        int[] layers = MemorizedLayers.of(answers, gold);
        float[] numbers = new float[layers.length];
        for (int i = 0; i < layers.length; i++) {
            numbers[i] = layers[i];
        }
        return numbers;
    }
}
