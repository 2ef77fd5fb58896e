package org.earlyexit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.earlyexit.spi.Feature;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.Scores;
import org.earlyexit.spi.TaskKind;

/**
 * Made-up evidence for strategies: outputs wander from layer to layer and grow surer with depth, as those of a trained
 * model do; scores are uniform in [0, 1].
 */
public final class RandomEvidence {

    private static final int FEATURES = 4;

    private final TaskKind kind;
    private final int layers;
    private final List<String> scoreNames;

    /**
     * A source of evidence for one task and depth.
     *
     * @param layers {@code L}
     * @param scoreNames the numbers that auxiliary modules would say
     */
    public RandomEvidence(TaskKind kind, int layers, List<String> scoreNames) {
        this.kind = kind;
        this.layers = layers;
        this.scoreNames = List.copyOf(scoreNames);
    }

    /** Evidence of all layers of so many samples. */
    public List<List<LayerEvidence>> samples(int count, SplittableRandom random) {
        List<List<LayerEvidence>> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(sample(random));
        }
        return samples;
    }

    /** Evidence of all layers of one sample. */
    public List<LayerEvidence> sample(SplittableRandom random) {
        List<LayerEvidence> evidence = new ArrayList<>();
        float[] outputs = new float[kind.outputs()];
        double step = kind instanceof TaskKind.Regression ? 0.1 : 1;
        for (int layer = 1; layer <= layers; layer++) {
            for (int i = 0; i < outputs.length; i++) {
                outputs[i] = (float) (outputs[i] * 1.1 + step * random.nextGaussian());
            }
            evidence.add(new LayerEvidence(
                    new LayerPosition(layer, layers), Prediction.of(kind, outputs), scores(random), feature(random)));
        }
        return evidence;
    }

    private Scores scores(SplittableRandom random) {
        float[] values = new float[scoreNames.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Scores(scoreNames, values);
    }

    private static Feature feature(SplittableRandom random) {
        float[] values = new float[FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Feature(values);
    }
}
