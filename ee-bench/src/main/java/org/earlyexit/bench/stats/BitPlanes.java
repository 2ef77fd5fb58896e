package org.earlyexit.bench.stats;

import java.util.function.IntUnaryOperator;

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
        int most = 0;
        for (int i = 0; i < n; i++) {
            most |= count.applyAsInt(i);
        }
        long[][] planes = new long[Integer.SIZE - Integer.numberOfLeadingZeros(most)][words(n)];
        for (int i = 0; i < n; i++) {
            int value = count.applyAsInt(i);
            for (int k = 0; value != 0; k++, value >>>= 1) {
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

    /** The sum of these counts, with the other's wherever a bit of the mask is set. */
    long mixed(BitPlanes other, long[] mask) {
        long sum = 0;
        for (int k = 0; k < Math.max(planes.length, other.planes.length); k++) {
            long inPlane = 0;
            for (int word = 0; word < mask.length; word++) {
                long own = k < planes.length ? planes[k][word] : 0;
                long others = k < other.planes.length ? other.planes[k][word] : 0;
                inPlane += Long.bitCount((own & ~mask[word]) | (others & mask[word]));
            }
            sum += inPlane << k;
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
