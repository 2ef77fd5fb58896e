package org.earlyexit.report.page;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.table.MainTable;

/**
 * The main table as the page shows it: one cell a task, with the speed-ups in small type under the score.
 *
 * @param caption what a reader must know to read it
 * @param heads one a task
 * @param averageHead the head of the averages, empty if there are none
 * @param rows reference rows, then methods
 * @param notes the notes under it
 */
public record MainView(String caption, List<String> heads, String averageHead, List<MainRow> rows, List<String> notes) {

    public MainView {
        heads = List.copyOf(heads);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    static MainView of(RunResults results, MainTable table) {
        List<MainRow> rows = new ArrayList<>();
        List<MethodRow> methods = results.methods();
        for (int i = 0; i < methods.size(); i++) {
            String average = table.hasAverage() ? table.average(i) : "";
            rows.add(new MainRow(table.rowName(i), methods.get(i).reference(), table.cells(i), average));
        }
        String averageHead = table.hasAverage() ? table.averageHead() : "";
        return new MainView(table.caption(), table.heads(), averageHead, rows, table.notes());
    }
}
