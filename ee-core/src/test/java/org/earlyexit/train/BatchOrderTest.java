package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.toy.Toy;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

    private final List<TokenSequence> samples = Toy.samples(1003, 3);
    private final BatchOrder order = new ShuffledOrder(samples, 4, new NamedSeed(7));

    @Test
    void everySampleComesOnceAnEpoch() {
        int[] seen =
                order.epoch(1).stream().flatMapToInt(Arrays::stream).sorted().toArray();

        assertThat(seen).hasSize(1003).doesNotHaveDuplicates().startsWith(0, 1).endsWith(1001, 1002);
        assertThat(order.epoch(1)).hasSize(order.batches());
        assertThat(order.batches()).isEqualTo(251);
    }

    @Test
    void anEpochsOrderFollowsFromSeedAndEpochAlone() {
        BatchOrder again = new ShuffledOrder(samples, 4, new NamedSeed(7));
        BatchOrder other = new ShuffledOrder(samples, 4, new NamedSeed(8));

        assertThat(again.epoch(3)).usingRecursiveComparison().isEqualTo(order.epoch(3));
        assertThat(first(order.epoch(1))).isNotEqualTo(first(order.epoch(2)));
        assertThat(first(other.epoch(3))).isNotEqualTo(first(order.epoch(3)));
    }

    @Test
    void aBatchHasSamplesOfSimilarLength() {
        long alike = order.epoch(1).stream().filter(this::similar).count();

        assertThat(alike).isGreaterThan(230); // of 251; by chance about one in fifty would be
    }

    @Test
    void batchesOfShortSamplesDoNotComeFirst() {
        List<int[]> batches = order.epoch(1);
        double early = meanLength(batches.subList(0, 125));
        double late = meanLength(batches.subList(125, 251));

        assertThat(Math.abs(early - late)).isLessThan(1);
    }

    @Test
    void aGivenOrderKeepsTheSamplesAsTheyStandInEveryEpoch() {
        BatchOrder given = new GivenOrder(5, 2);

        assertThat(given.batches()).isEqualTo(3);
        assertThat(given.epoch(1)).containsExactly(new int[] {0, 1}, new int[] {2, 3}, new int[] {4});
        assertThat(given.epoch(2)).containsExactly(new int[] {0, 1}, new int[] {2, 3}, new int[] {4});
    }

    private boolean similar(int... batch) {
        int[] lengths =
                Arrays.stream(batch).map(i -> samples.get(i).length()).sorted().toArray();
        return lengths[lengths.length - 1] - lengths[0] <= 1;
    }

    private double meanLength(List<int[]> batches) {
        return batches.stream()
                .flatMapToInt(Arrays::stream)
                .map(i -> samples.get(i).length())
                .average()
                .orElseThrow();
    }

    private static int[] first(List<int[]> batches) {
        return batches.get(0);
    }
}
