package org.earlyexit.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows that run together, on the host. Padding up to the longest row happens in {@link Backbone#embed}.
 *
 * @param rows the samples' tokens, at least one
 */
public record TokenBatch(List<TokenSequence> rows) {

    public TokenBatch {
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a batch must have at least one row");
        }
    }

    /**
     * Some of the rows, in the order given.
     *
     * @param keep row numbers from 0, at least one
     */
    public TokenBatch select(int... keep) {
        return new TokenBatch(IntStream.of(keep).mapToObj(rows::get).toList());
    }

    /** How many rows there are, {@code B}. */
    public int size() {
        return rows.size();
    }

    /** The tokens of the longest row, {@code T}. */
    public int longest() {
        return rows.stream().mapToInt(TokenSequence::length).max().orElseThrow();
    }
}
