package org.earlyexit.bench.stats;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
     * Two methods to compare, by their places in a list.
     *
     * @param first place, from 0
     * @param second place, from 0
     */
    public record Pair(int first, int second) {}

    /**
     * The two-sided p-value of the difference of the mean scores.
     *
     * @param first one run a seed
     * @param second the other method's runs with the same seeds
     * @param rounds exchanges to draw, {@code R}
     * @param seed the same exchanges for the same seed
     */
    public static double pValue(List<RunScore> first, List<RunScore> second, int rounds, long seed) {
        return pValues(List.of(first, second), List.of(new Pair(0, 1)), rounds, seed)[0];
    }

    /**
     * The p-value of each of some pairs of methods. All pairs see the same exchanges, so that a pair's p-value does not
     * depend on which others are asked for, and what a method's marked samples add up to is counted once for all pairs.
     *
     * @param methods of each its runs, one a seed
     * @param pairs of methods with the same seeds
     * @param rounds exchanges to draw, {@code R}
     * @param seed the same exchanges for the same seed
     */
    public static double[] pValues(List<List<RunScore>> methods, List<Pair> pairs, int rounds, long seed) {
        pairs.forEach(pair -> requireSameSeeds(methods.get(pair.first()), methods.get(pair.second())));
        if (pairs.isEmpty()) {
            return new double[0];
        }
        int n = methods.get(pairs.get(0).first()).get(0).samples();
        double[] observed = differences(methods, pairs, new long[BitPlanes.words(n)]);
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom[] chances =
                IntStream.range(0, CHUNKS).mapToObj(chunk -> random.split()).toArray(SplittableRandom[]::new);
        long[][] asLarge = IntStream.range(0, CHUNKS)
                .parallel()
                .mapToObj(chunk -> {
                    long[] counts = new long[observed.length];
                    for (int r = chunk; r < rounds; r += CHUNKS) {
                        double[] differences = differences(methods, pairs, mask(n, chances[chunk]));
                        for (int i = 0; i < counts.length; i++) {
                            counts[i] += differences[i] >= observed[i] - TIE ? 1 : 0;
                        }
                    }
                    return counts;
                })
                .toArray(long[][]::new);
        return IntStream.range(0, observed.length)
                .mapToDouble(pair -> (1.0
                                + Stream.of(asLarge)
                                        .mapToLong(counts -> counts[pair])
                                        .sum())
                        / (1.0 + rounds))
                .toArray();
    }

    private static void requireSameSeeds(List<RunScore> first, List<RunScore> second) {
        if (first.isEmpty() || first.size() != second.size()) {
            throw new IllegalArgumentException(
                    "both methods must have the same seeds, had %d and %d".formatted(first.size(), second.size()));
        }
    }

    /** How far each pair's mean scores are apart once the marked samples' answers are exchanged. */
    private static double[] differences(List<List<RunScore>> methods, List<Pair> pairs, long[] mask) {
        List<List<RunScore.Marked>> marked = methods.stream()
                .map(runs -> runs.stream().map(run -> run.marked(mask)).toList())
                .toList();
        double[] differences = new double[pairs.size()];
        for (int i = 0; i < differences.length; i++) {
            List<RunScore.Marked> first = marked.get(pairs.get(i).first());
            List<RunScore.Marked> second = marked.get(pairs.get(i).second());
            double sum = 0;
            for (int s = 0; s < first.size(); s++) {
                sum += first.get(s).exchanged(second.get(s)) - second.get(s).exchanged(first.get(s));
            }
            differences[i] = Math.abs(sum / first.size());
        }
        return differences;
    }

    private static long[] mask(int n, SplittableRandom random) {
        long[] mask = new long[BitPlanes.words(n)];
        for (int word = 0; word < mask.length; word++) {
            mask[word] = random.nextLong();
        }
        return mask;
    }
}
