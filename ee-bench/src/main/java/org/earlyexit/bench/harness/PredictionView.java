package org.earlyexit.bench.harness;

import java.util.List;
import java.util.Map;

/**
 * What a trained row answers to one input.
 *
 * @param answer the label, or the number as text
 * @param exitLayer where the sample left, from 1
 * @param depth how many layers the model has
 * @param layers what each layer that the strategy asks would answer, the deepest last; those after the exit layer were
 *     not needed
 */
public record PredictionView(String answer, int exitLayer, int depth, List<LayerView> layers) {

    /**
     * One layer's evidence.
     *
     * @param layer from 1
     * @param answer the label, or the number as text
     * @param probabilities by label; empty for a number
     * @param scores of the auxiliary modules, by name
     */
    public record LayerView(int layer, String answer, Map<String, Double> probabilities, Map<String, Double> scores) {}

    public PredictionView {
        layers = List.copyOf(layers);
    }
}
