package org.earlyexit.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.model.TokenSequence;

/**
 * Samples shuffled, then sorted by length within windows of many batches, so that a batch has little padding, and the
 * batches shuffled again. Every epoch's order follows from the seed and the epoch alone.
 */
final class ShuffledOrder implements BatchOrder {

    private static final int WINDOW = 50; // batches

    private final int[] lengths;
    private final int batchSize;
    private final NamedSeed seed;

    ShuffledOrder(List<TokenSequence> samples, int batchSize, NamedSeed seed) {
        this.lengths = samples.stream().mapToInt(TokenSequence::length).toArray();
        this.batchSize = batchSize;
        this.seed = seed;
    }

    @Override
    public int batches() {
        return (lengths.length + batchSize - 1) / batchSize;
    }

    @Override
    public List<int[]> epoch(int epoch) {
        SplittableRandom random = seed.and("epoch " + epoch).random();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, lengths.length).boxed().toList());
        shuffle(order, random);
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); from += WINDOW * batchSize) {
            int to = Math.min(order.size(), from + WINDOW * batchSize);
            batches.addAll(cut(order.subList(from, to)));
        }
        shuffle(batches, random);
        return batches;
    }

    private List<int[]> cut(List<Integer> window) {
        int[] sorted = window.stream()
                .sorted(Comparator.comparingInt(sample -> lengths[sample]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < sorted.length; from += batchSize) {
            batches.add(Arrays.copyOfRange(sorted, from, Math.min(from + batchSize, sorted.length)));
        }
        return batches;
    }

    private static <T> void shuffle(List<T> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            T moved = list.get(i);
            list.set(i, list.get(j));
            list.set(j, moved);
        }
    }
}
