package org.earlyexit.spi;

/**
 * All that a strategy may know of one sample after one layer.
 *
 * @param layer which layer this is
 * @param prediction what its internal classifier answers
 * @param scores what the auxiliary modules say
 * @param feature the pooled vector, empty unless the strategy asked for it
 */
public record LayerEvidence(LayerPosition layer, Prediction prediction, Scores scores, Feature feature) {

    /** Evidence of a model without auxiliary modules. */
    public LayerEvidence(LayerPosition layer, Prediction prediction) {
        this(layer, prediction, Scores.NONE, Feature.EMPTY);
    }
}
