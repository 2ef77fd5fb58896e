package org.earlyexit.model;

import java.util.Arrays;

/** The tokens of one sample: ids and segment numbers, special tokens included, without padding. */
public final class TokenSequence {

    private final int[] ids;
    private final int[] segments;

    /**
     * Copies both arrays.
     *
     * @param ids the vocabulary's numbers, at least one
     * @param segments 0 for the first text and 1 for the second, as many as ids
     * @throws IllegalArgumentException if empty or of different lengths
     */
    public TokenSequence(int[] ids, int[] segments) {
        if (ids.length == 0 || ids.length != segments.length) {
            throw new IllegalArgumentException(
                    "a token sequence must have at least one id and as many segments as ids, had %d and %d"
                            .formatted(ids.length, segments.length));
        }
        this.ids = ids.clone();
        this.segments = segments.clone();
    }

    public int length() {
        return ids.length;
    }

    public int id(int index) {
        return ids[index];
    }

    public int segment(int index) {
        return segments[index];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenSequence that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(segments, that.segments);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(segments);
    }

    @Override
    public String toString() {
        return "TokenSequence" + Arrays.toString(ids);
    }
}
