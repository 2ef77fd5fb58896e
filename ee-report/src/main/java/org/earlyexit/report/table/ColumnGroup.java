package org.earlyexit.report.table;

import java.util.List;

/**
 * Columns that stay together when a wide table is broken into blocks.
 *
 * @param head what stands above all of them, empty if nothing
 * @param columns the columns
 */
public record ColumnGroup(String head, List<ColumnHead> columns) {

    public ColumnGroup {
        columns = List.copyOf(columns);
    }

    /** How many columns it has. */
    public int width() {
        return columns.size();
    }
}
