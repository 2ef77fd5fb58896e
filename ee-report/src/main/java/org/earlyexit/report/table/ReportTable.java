package org.earlyexit.report.table;

import tech.tablesaw.api.Table;

/** A table of a report: the raw numbers, and the view that is made of them. */
public final class ReportTable {

    private final Table data;
    private final TableView view;

    ReportTable(Table data, TableView view) {
        this.data = data;
        this.view = view;
    }

    /** The raw numbers, unrounded, one fact a row; a copy. */
    public Table data() {
        return data.copy();
    }

    /** The rounded view. */
    public TableView view() {
        return view;
    }
}
