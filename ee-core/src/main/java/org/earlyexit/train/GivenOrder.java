package org.earlyexit.train;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Samples as they stand, the same in every epoch.
 *
 * @param samples how many there are
 * @param batchSize rows of a batch; the last may have fewer
 */
record GivenOrder(int samples, int batchSize) implements BatchOrder {

    @Override
    public int batches() {
        return (samples + batchSize - 1) / batchSize;
    }

    @Override
    public List<int[]> epoch(int epoch) {
        return IntStream.range(0, batches()).mapToObj(this::batch).toList();
    }

    private int[] batch(int number) {
        int from = number * batchSize;
        return IntStream.range(from, Math.min(from + batchSize, samples)).toArray();
    }
}
