package org.earlyexit.bench.stats;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Small counts, one a sample, stored bit by bit: plane {@code k} holds bit {@code k} of 64 counts in each word. Sums of
 * products then take a few instructions for 64 samples:
 *
 * <pre>{@code sum_i a_i b_i = sum_(j,k) 2^(j+k) popcount(A_j and B_k)}</pre>
 *
 * <p>This is what makes ten thousand resamples of every pair of methods a matter of seconds.
 */
final class BitPlanes {

    private final long[][] planes;

    private BitPlanes(long[][] planes) {
        this.planes = planes;
    }

    /** The counts of {@code n} samples, none of them negative. */
    static BitPlanes of(int n, IntUnaryOperator count) {
        return of(IntStream.range(0, n).map(count).toArray());
    }

    /** The counts of as many samples, none of them negative. */
    static BitPlanes of(int[] counts) {
        int most = 0;
        for (int count : counts) {
            most |= count;
        }
        long[][] planes = new long[Integer.SIZE - Integer.numberOfLeadingZeros(most)][words(counts.length)];
        for (int i = 0; i < counts.length; i++) {
            for (int k = 0, value = counts[i]; value != 0; k++, value >>>= 1) {
                planes[k][i >> 6] |= (long) (value & 1) << i;
            }
        }
        return new BitPlanes(planes);
    }

    /** How many words a plane of {@code n} samples has. */
    static int words(int n) {
        return (n + Long.SIZE - 1) / Long.SIZE;
    }

    /** {@code sum_i a_i b_i}. */
    long dot(BitPlanes other) {
        long sum = 0;
        for (int j = 0; j < planes.length; j++) {
            for (int k = 0; k < other.planes.length; k++) {
                sum += common(planes[j], other.planes[k]) << (j + k);
            }
        }
        return sum;
    }

    /** The sum of the counts of the samples whose bit of the mask is set. */
    long within(long[] mask) {
        long sum = 0;
        for (int k = 0; k < planes.length; k++) {
            sum += common(planes[k], mask) << k;
        }
        return sum;
    }

    /** The sum of all counts. */
    long sum() {
        long sum = 0;
        for (int k = 0; k < planes.length; k++) {
            for (long word : planes[k]) {
                sum += (long) Long.bitCount(word) << k;
            }
        }
        return sum;
    }

    private static long common(long[] some, long[] others) {
        long sum = 0;
        for (int word = 0; word < some.length; word++) {
            sum += Long.bitCount(some[word] & others[word]);
        }
        return sum;
    }
}
