package org.earlyexit.baselines;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.train.LabelledTokens;

/** How often each token occurs in the training samples of each class; samples with numbers for labels are one class. */
final class TokenCounts {

    private static final double NEARLY_NOTHING = 1e-6; // as published

    private final Map<Integer, long[]> occurrences = new TreeMap<>(); // by token, of each class
    private final long[] samples; // of each class

    /** @param without tokens that are not counted */
    TokenCounts(LabelledTokens training, Set<Integer> without) {
        int[] classes = new int[training.size()];
        int most = 0;
        for (int sample = 0; sample < classes.length; sample++) {
            classes[sample] =
                    training.labels().numeric() ? 0 : training.labels().classAt(sample);
            most = Math.max(most, classes[sample]);
        }
        int count = most + 1;
        samples = new long[count];
        for (int sample = 0; sample < classes.length; sample++) {
            samples[classes[sample]]++;
            TokenSequence tokens = training.samples().get(sample);
            for (int i = 0; i < tokens.length(); i++) {
                if (!without.contains(tokens.id(i))) {
                    occurrences.computeIfAbsent(tokens.id(i), first -> new long[count])[classes[sample]]++;
                }
            }
        }
    }

    /** The tokens that occur, the most frequent first; equally frequent ones by number. */
    List<Integer> byFrequency() {
        return descending(TokenCounts::sum);
    }

    /** The tokens that occur, those first that say most of the class; those that say as much by number. */
    List<Integer> byMutualInformation() {
        double all = occurrences.values().stream().mapToLong(TokenCounts::sum).sum();
        return descending(counts -> information(counts, all));
    }

    /** {@code sum_y p(x,y) ln(p(x,y) / (p(x) p(y)) + 1e-6)}. */
    private double information(long[] ofToken, double all) {
        double token = sum(ofToken) / all;
        double information = 0;
        for (int label = 0; label < ofToken.length; label++) {
            double both = ofToken[label] / all;
            if (both > 0) {
                double share = (double) samples[label] / sum(samples);
                information += both * Math.log(both / (token * share) + NEARLY_NOTHING);
            }
        }
        return information;
    }

    private List<Integer> descending(ToDoubleFunction<long[]> value) {
        return occurrences.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> -value.applyAsDouble(entry.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long sum(long[] counts) {
        return LongStream.of(counts).sum();
    }
}
