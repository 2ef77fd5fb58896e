package org.earlyexit.report.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.bench.stats.CalibrationError;
import org.earlyexit.metric.Labels;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.MemorizedLayers;

/**
 * What the layers of a trained model knew of the samples of a split with classes: layer 1 first in every list.
 *
 * @param right the share of samples that a layer answers right
 * @param rightSoFar the share that it or a layer before it answers right: what stays above {@code right} at the last
 *     layer was known and thought over again
 * @param calibrationError of each layer's probabilities
 * @param memorized the share of samples that every layer from this one on answers right, and the one before does not
 */
public record LayerKnowledge(
        List<Double> right, List<Double> rightSoFar, List<Double> calibrationError, List<Double> memorized) {

    public LayerKnowledge {
        right = List.copyOf(right);
        rightSoFar = List.copyOf(rightSoFar);
        calibrationError = List.copyOf(calibrationError);
        memorized = List.copyOf(memorized);
    }

    /** The share of samples that some layer answered right and the last one does not. */
    public double overthinking() {
        int last = right.size() - 1;
        return rightSoFar.get(last) - right.get(last);
    }

    /** Reads it off a trace. */
    static LayerKnowledge of(LayerTrace trace, Labels gold) {
        int depth = trace.layers();
        int n = trace.samples();
        int[] right = new int[depth];
        int[] soFar = new int[depth];
        CalibrationError[] errors = IntStream.range(0, depth)
                .mapToObj(layer -> new CalibrationError())
                .toArray(CalibrationError[]::new);
        boolean[] known = new boolean[n];
        for (int layer = 1; layer <= depth; layer++) {
            for (int i = 0; i < n; i++) {
                ClassDistribution answer = (ClassDistribution) trace.prediction(i, layer);
                boolean isRight = answer.argmax() == gold.classAt(i);
                known[i] |= isRight;
                right[layer - 1] += isRight ? 1 : 0;
                soFar[layer - 1] += known[i] ? 1 : 0;
                errors[layer - 1].add(Math.min(1, answer.probability(answer.argmax())), isRight);
            }
        }
        int[] memorized = new int[depth];
        for (int layer : MemorizedLayers.of(trace, gold)) {
            memorized[layer - 1]++;
        }
        return new LayerKnowledge(
                shares(right, n),
                shares(soFar, n),
                Arrays.stream(errors).map(CalibrationError::value).toList(),
                shares(memorized, n));
    }

    /** The mean over several seeds. */
    static LayerKnowledge mean(List<LayerKnowledge> seeds) {
        return new LayerKnowledge(
                means(seeds.stream().map(LayerKnowledge::right).toList()),
                means(seeds.stream().map(LayerKnowledge::rightSoFar).toList()),
                means(seeds.stream().map(LayerKnowledge::calibrationError).toList()),
                means(seeds.stream().map(LayerKnowledge::memorized).toList()));
    }

    private static List<Double> shares(int[] counts, int n) {
        return Arrays.stream(counts).mapToObj(count -> (double) count / n).toList();
    }

    private static List<Double> means(List<List<Double>> lists) {
        return IntStream.range(0, lists.get(0).size())
                .mapToObj(i -> lists.stream()
                        .mapToDouble(list -> list.get(i))
                        .average()
                        .orElseThrow())
                .toList();
    }
}
