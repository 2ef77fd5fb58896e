package org.earlyexit.bench.stats;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The paired permutation test: if two methods are alike, exchanging their answers to a sample, in all seeds at once,
 * changes nothing but the sign (Noreen, 1989; Yeh, COLING 2000).
 *
 * <pre>{@code p = (1 + #{ |d_r| >= |d| }) / (1 + R)}</pre>
 */
public final class PermutationTest {

    private static final int CHUNKS = 32;
    private static final double TIE = 1e-12;

    private PermutationTest() {}

    /**
     * The two-sided p-value of the difference of the mean scores.
     *
     * @param first one run a seed
     * @param second the other method's runs with the same seeds
     * @param rounds exchanges to draw, {@code R}
     * @param seed the same exchanges for the same seed
     */
    public static double pValue(List<RunScore> first, List<RunScore> second, int rounds, long seed) {
        if (first.isEmpty() || first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "both methods must have the same seeds, had %d and %d".formatted(first.size(), second.size()));
        }
        int n = first.get(0).samples();
        double observed = Math.abs(difference(first, second, new long[BitPlanes.words(n)]));
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom[] chances =
                IntStream.range(0, CHUNKS).mapToObj(chunk -> random.split()).toArray(SplittableRandom[]::new);
        long asLarge = IntStream.range(0, CHUNKS)
                .parallel()
                .mapToLong(chunk -> {
                    long count = 0;
                    for (int r = chunk; r < rounds; r += CHUNKS) {
                        long[] mask = mask(n, chances[chunk]);
                        count += Math.abs(difference(first, second, mask)) >= observed - TIE ? 1 : 0;
                    }
                    return count;
                })
                .sum();
        return (1.0 + asLarge) / (1.0 + rounds);
    }

    private static double difference(List<RunScore> first, List<RunScore> second, long[] mask) {
        double sum = 0;
        for (int s = 0; s < first.size(); s++) {
            sum += first.get(s).exchanged(second.get(s), mask) - second.get(s).exchanged(first.get(s), mask);
        }
        return sum / first.size();
    }

    private static long[] mask(int n, SplittableRandom random) {
        long[] mask = new long[BitPlanes.words(n)];
        for (int word = 0; word < mask.length; word++) {
            mask[word] = random.nextLong();
        }
        return mask;
    }
}
