package org.earlyexit.trace;

import org.earlyexit.metric.Labels;

/**
 * The memorized layer of each sample, ConsistentEE's measure of hardness (Zeng et al., AAAI 2024): the first layer from
 * which on every layer answers right, and the last one where that one does not.
 *
 * <pre>{@code m = min { l : y_k = y for all k in l..L },   L if there is none}</pre>
 */
public final class MemorizedLayers {

    private MemorizedLayers() {}

    /**
     * Reads them off the answers.
     *
     * @return one a sample, each in 1..L
     * @throws IllegalArgumentException if the labels are numbers, of which no answer is right, or not as many
     */
    public static int[] of(LayerAnswers answers, Labels gold) {
        ReferenceExits.requireLabels(gold, answers.samples());
        if (gold.numeric()) {
            throw new IllegalArgumentException("labels must be classes to be memorized, were numbers");
        }
        int[] memorized = new int[answers.samples()];
        for (int sample = 0; sample < memorized.length; sample++) {
            int layer = answers.layers();
            boolean rightSoFar = answers.right(sample, layer, gold);
            while (rightSoFar && layer > 1 && answers.right(sample, layer - 1, gold)) {
                layer--;
            }
            memorized[sample] = layer;
        }
        return memorized;
    }
}
