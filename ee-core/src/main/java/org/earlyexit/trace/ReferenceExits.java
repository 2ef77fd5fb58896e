package org.earlyexit.trace;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.spi.TaskKind;

/**
 * The rows that every table holds beside the strategies, so that their figures can be judged. Answers are readable
 * while the trace is open.
 */
public final class ReferenceExits {

    private final LayerTrace trace;

    public ReferenceExits(LayerTrace trace) {
        this.trace = trace;
    }

    /** Every sample leaves at one layer. */
    public Outcomes fixed(int layer) {
        return exits(sample -> layer);
    }

    /**
     * The exits of somebody who knows the labels, which no strategy does: the shallowest layer that ran and answers
     * right, the last one if none does. For a regression, the layer with the smallest absolute error, the shallowest of
     * them. It may well score above the full model, as some layer is right by chance.
     */
    public Outcomes oracle(Labels gold) {
        requireLabels(gold, trace.samples());
        if (gold.numeric() != trace.kind() instanceof TaskKind.Regression) {
            throw new IllegalArgumentException("labels must be %s for a trace of %<s, were %s"
                    .formatted(gold.numeric() ? "classes" : "numbers", gold.numeric() ? "numbers" : "classes"));
        }
        return exits(sample -> gold.numeric() ? closestLayer(sample, gold) : shallowestRight(sample, gold));
    }

    /**
     * The same exit layers, dealt to the samples by chance: what a signal that knows nothing would give at the same
     * cost.
     *
     * @param like where the samples left under a strategy
     * @param seed the same deal for the same seed
     */
    public Outcomes random(Outcomes like, long seed) {
        if (like.samples() != trace.samples()) {
            throw new IllegalArgumentException("exits must be of the %d samples of the trace, were of %d"
                    .formatted(trace.samples(), like.samples()));
        }
        int[] dealt = IntStream.range(0, like.samples()).map(like::exitLayer).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = dealt.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int layer = dealt[i];
            dealt[i] = dealt[other];
            dealt[other] = layer;
        }
        return exits(sample -> dealt[sample]);
    }

    /**
     * The memorized layer of each sample: the first from which on every layer answers right, and the last where the
     * last one does not.
     *
     * @throws IllegalArgumentException if the labels are numbers, of which no answer is right
     */
    public int[] memorizedLayers(Labels gold) {
        return MemorizedLayers.of(trace, gold);
    }

    /**
     * The one answer that suits the training labels best: all probability on their most frequent class, the first of
     * them where several are; for a regression, their mean.
     *
     * @throws IllegalArgumentException if there are no labels, or they do not fit the task
     */
    public static Prediction majority(TaskKind kind, Labels training) {
        if (training.size() == 0) {
            throw new IllegalArgumentException("training labels must be at least one, were none");
        }
        if (kind instanceof TaskKind.Regression) {
            return new RegressionValue(IntStream.range(0, training.size())
                    .mapToDouble(training::valueAt)
                    .average()
                    .orElseThrow());
        }
        training.requireClasses(kind.outputs());
        int[] counts = new int[kind.outputs()];
        for (int i = 0; i < training.size(); i++) {
            counts[training.classAt(i)]++;
        }
        int most = Arrays.stream(counts).max().orElseThrow();
        double[] probabilities = new double[counts.length];
        probabilities[
                IntStream.range(0, counts.length)
                        .filter(label -> counts[label] == most)
                        .findFirst()
                        .orElseThrow()] = 1;
        return ClassDistribution.ofProbabilities(probabilities);
    }

    static void requireLabels(Labels gold, int samples) {
        if (gold.size() != samples) {
            throw new IllegalArgumentException(
                    "labels must be as many as the %d samples, were %d".formatted(samples, gold.size()));
        }
    }

    private Outcomes exits(IntUnaryOperator layerOf) {
        int[] exitLayers = IntStream.range(0, trace.samples()).map(layerOf).toArray();
        return trace.outcomes(exitLayers);
    }

    private int shallowestRight(int sample, Labels gold) {
        int layer = 1;
        while (layer < trace.layers() && !(trace.executed(sample, layer) && trace.right(sample, layer, gold))) {
            layer++;
        }
        return layer;
    }

    private int closestLayer(int sample, Labels gold) {
        int closest = 1;
        for (int layer = 2; layer <= trace.layers(); layer++) {
            if (error(sample, layer, gold) < error(sample, closest, gold)) {
                closest = layer;
            }
        }
        return closest;
    }

    private double error(int sample, int layer, Labels gold) {
        return trace.prediction(sample, layer) instanceof RegressionValue answer
                ? Math.abs(answer.value() - gold.valueAt(sample))
                : Double.POSITIVE_INFINITY;
    }
}
