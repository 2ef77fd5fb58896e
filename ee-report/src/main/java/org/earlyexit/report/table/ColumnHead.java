package org.earlyexit.report.table;

/**
 * The head of a column.
 *
 * @param text what stands above it
 * @param number whether its cells are numbers, set flush right
 */
public record ColumnHead(String text, boolean number) {

    static ColumnHead text(String text) {
        return new ColumnHead(text, false);
    }

    static ColumnHead number(String text) {
        return new ColumnHead(text, true);
    }
}
