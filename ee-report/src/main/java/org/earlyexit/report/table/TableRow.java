package org.earlyexit.report.table;

import java.util.List;

/**
 * A row, ready to be shown.
 *
 * @param ruled whether a rule stands above it
 * @param cells its cells, one a column
 */
public record TableRow(boolean ruled, List<String> cells) {

    public TableRow {
        cells = List.copyOf(cells);
    }
}
