package org.earlyexit.report.table;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A Tablesaw table filled row by row; a number that is not there is a missing value. */
final class Columns {

    private final Table table;

    Columns(String name) {
        table = Table.create(name);
    }

    Columns text(String column, String value) {
        if (!table.containsColumn(column)) {
            table.addColumns(StringColumn.create(column));
        }
        table.stringColumn(column).append(value);
        return this;
    }

    Columns whole(String column, int value) {
        if (!table.containsColumn(column)) {
            table.addColumns(IntColumn.create(column));
        }
        table.intColumn(column).append(value);
        return this;
    }

    Columns number(String column, @Nullable Double value) {
        if (!table.containsColumn(column)) {
            table.addColumns(DoubleColumn.create(column));
        }
        DoubleColumn numbers = table.doubleColumn(column);
        if (value == null) {
            numbers.appendMissing();
        } else {
            numbers.append(value.doubleValue());
        }
        return this;
    }

    Columns number(String column, OptionalDouble value) {
        return number(column, value.isPresent() ? Double.valueOf(value.getAsDouble()) : null);
    }

    Table table() {
        return table;
    }
}
