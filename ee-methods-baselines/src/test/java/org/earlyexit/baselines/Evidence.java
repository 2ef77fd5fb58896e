package org.earlyexit.baselines;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;

/** One sample's evidence, made by hand. */
final class Evidence {

    private Evidence() {}

    /** Layers that answer class 0 with these probabilities, and class 1 otherwise. */
    static List<LayerEvidence> ofFirstClass(double... probabilities) {
        List<Prediction> predictions = new ArrayList<>();
        for (double p : probabilities) {
            predictions.add(ClassDistribution.ofProbabilities(p, 1 - p));
        }
        return of(predictions);
    }

    /** Layers that answer these. */
    static List<LayerEvidence> of(List<? extends Prediction> predictions) {
        List<LayerEvidence> evidence = new ArrayList<>();
        for (Prediction prediction : predictions) {
            evidence.add(new LayerEvidence(new LayerPosition(evidence.size() + 1, predictions.size()), prediction));
        }
        return evidence;
    }
}
