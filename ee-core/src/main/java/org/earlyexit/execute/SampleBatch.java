package org.earlyexit.execute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;

/** Samples that run together, and which ones they are. */
public final class SampleBatch {

    private final int[] numbers;
    private final TokenBatch tokens;

    private SampleBatch(int[] numbers, TokenBatch tokens) {
        this.numbers = numbers;
        this.tokens = tokens;
    }

    /**
     * The samples of these numbers, in this order.
     *
     * @param samples of the whole split
     * @param numbers counted from 0, at least one
     */
    public static SampleBatch of(List<TokenSequence> samples, int... numbers) {
        List<TokenSequence> rows = IntStream.of(numbers).mapToObj(samples::get).toList();
        return new SampleBatch(numbers.clone(), new TokenBatch(rows));
    }

    /**
     * Cuts a split into batches of similar length, the shortest samples first; samples of equal length keep their
     * order.
     *
     * @param batchSize rows of a batch, at least 1; the last may have fewer
     */
    public static List<SampleBatch> byLength(List<TokenSequence> samples, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, was " + batchSize);
        }
        int[] order = IntStream.range(0, samples.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> samples.get(i).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        List<SampleBatch> batches = new ArrayList<>();
        for (int from = 0; from < order.length; from += batchSize) {
            int to = Math.min(from + batchSize, order.length);
            batches.add(of(samples, Arrays.copyOfRange(order, from, to)));
        }
        return batches;
    }

    /** The sample of each row, counted from 0 over the whole split. */
    public int[] numbers() {
        return numbers.clone();
    }

    public TokenBatch tokens() {
        return tokens;
    }

    public int size() {
        return numbers.length;
    }
}
