package org.earlyexit.report.evidence;

import java.util.List;
import java.util.Optional;

/**
 * What the samples of one task say.
 *
 * @param comparisons every pair of compared rows, and each with the full model
 * @param methods each compared row and the full model
 * @param agreement for each of these methods and each other one, the share of samples to which they gave the same
 *     answer, mean over seeds; empty where answers are numbers
 * @param samples single samples to look at
 */
public record TaskEvidence(
        List<Comparison> comparisons, List<MethodEvidence> methods, List<List<Double>> agreement, SampleViews samples) {

    public TaskEvidence {
        comparisons = List.copyOf(comparisons);
        methods = List.copyOf(methods);
        agreement = agreement.stream().map(List::copyOf).toList();
    }

    /** The comparison of two rows, in this order or the other; empty if they have no seeds in common. */
    public Optional<Comparison> comparison(String first, String second) {
        return comparisons.stream()
                .filter(pair -> pair.first().equals(first) && pair.second().equals(second))
                .findFirst()
                .or(() -> comparisons.stream()
                        .filter(pair ->
                                pair.first().equals(second) && pair.second().equals(first))
                        .map(Comparison::reversed)
                        .findFirst());
    }

    /** What is known of a row. */
    public Optional<MethodEvidence> method(String label) {
        return methods.stream().filter(method -> method.label().equals(label)).findFirst();
    }
}
