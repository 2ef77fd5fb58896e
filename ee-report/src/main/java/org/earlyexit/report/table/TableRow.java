package org.earlyexit.report.table;

import java.util.Collections;
import java.util.List;

/**
 * A row, ready to be shown.
 *
 * @param ruled whether a rule stands above it
 * @param cells its cells, one a column
 * @param emphases how each of them stands out
 */
public record TableRow(boolean ruled, List<String> cells, List<Emphasis> emphases) {

    public TableRow {
        cells = List.copyOf(cells);
        emphases = List.copyOf(emphases);
        if (emphases.size() != cells.size()) {
            throw new IllegalArgumentException(
                    "emphases must be as many as the %d cells, were %d".formatted(cells.size(), emphases.size()));
        }
    }

    /** A row in which nothing stands out. */
    public TableRow(boolean ruled, List<String> cells) {
        this(ruled, cells, Collections.nCopies(cells.size(), Emphasis.NONE));
    }
}
