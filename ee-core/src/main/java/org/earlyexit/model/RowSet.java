package org.earlyexit.model;

import java.util.Arrays;

/** Row numbers of a batch, ascending and without doubles. */
public final class RowSet {

    private final int[] rows;

    private RowSet(int[] rows) {
        this.rows = rows;
    }

    /**
     * The set of these rows.
     *
     * @param rows numbers from 0, ascending
     * @throws IllegalArgumentException if they are not ascending
     */
    public static RowSet of(int... rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] < 0 || (i > 0 && rows[i] <= rows[i - 1])) {
                throw new IllegalArgumentException("rows must be ascending from 0, were " + Arrays.toString(rows));
            }
        }
        return new RowSet(rows.clone());
    }

    public int size() {
        return rows.length;
    }

    public int[] toArray() {
        return rows.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowSet that && Arrays.equals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return Arrays.toString(rows);
    }
}
