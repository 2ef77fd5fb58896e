package org.earlyexit.report.page;

import java.util.List;
import org.earlyexit.report.table.ScoreCell;

/**
 * A row of the main table in the page.
 *
 * @param name the method
 * @param reference whether it is there to compare with
 * @param cells one a task
 * @param average over tasks, empty if there is no such column
 */
public record MainRow(String name, boolean reference, List<ScoreCell> cells, String average) {

    public MainRow {
        cells = List.copyOf(cells);
    }
}
