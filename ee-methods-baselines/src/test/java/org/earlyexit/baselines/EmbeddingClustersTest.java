package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingClustersTest {

    private static final float[][] TWO_HEAPS = {{10, 10}, {0.1f, 0}, {10, 9}, {0, 0.1f}, {9, 10}, {0.1f, 0.1f}};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void vectorsThatLieTogetherAreOneClusterAndTheSmallestComeFirst(long seed) {
        int[] clusters = new EmbeddingClusters(TWO_HEAPS, 2, new SplittableRandom(seed)).byNorm();

        assertThat(clusters).containsExactly(1, 0, 1, 0, 1, 0);
    }

    /** Two equal vectors make one cluster; the second has no member and stays away. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void moreClustersThanVectorsLeaveSomeEmpty(long seed) {
        float[][] equal = {{1, 0}, {1, 0}};

        int[] clusters = new EmbeddingClusters(equal, 2, new SplittableRandom(seed)).byNorm();

        assertThat(clusters[0]).isEqualTo(clusters[1]);
    }
}
