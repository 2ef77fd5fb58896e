package org.earlyexit.bench.glue;

import java.util.Optional;

/**
 * Where the samples of a split lie.
 *
 * @param path relative to the data folder, with {@code /}
 * @param header whether the first line names the columns
 * @param columns how many tab-separated columns every row has
 * @param first the column of the first sentence, from 0
 * @param second the column of the second sentence of a pair
 * @param label the column of the gold label; test splits have none
 * @param rows how many rows the official file has, the header not counted
 */
public record SplitFile(
        String path,
        boolean header,
        int columns,
        int first,
        Optional<Integer> second,
        Optional<Integer> label,
        int rows) {
    public SplitFile {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "%s: columns and rows must be at least 1, were %d and %d".formatted(path, columns, rows));
        }
        inside(path, columns, first);
        second.ifPresent(column -> inside(path, columns, column));
        label.ifPresent(column -> inside(path, columns, column));
    }

    private static void inside(String path, int columns, int column) {
        if (column < 0 || column >= columns) {
            throw new IllegalArgumentException(
                    "%s: a column must be in [0, %d), was %d".formatted(path, columns, column));
        }
    }
}
