package org.earlyexit.report.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The columns of a Tablesaw table, filled row by row; a number that is not there is a missing value. The table is made
 * last, because Tablesaw fills a column up with missing values when it joins a longer table.
 */
final class Columns {

    private final String name;
    private final Map<String, Column<?>> columns = new LinkedHashMap<>();

    Columns(String name) {
        this.name = name;
    }

    Columns text(String column, String value) {
        ((StringColumn) columns.computeIfAbsent(column, StringColumn::create)).append(value);
        return this;
    }

    Columns whole(String column, int value) {
        ((IntColumn) columns.computeIfAbsent(column, IntColumn::create)).append(value);
        return this;
    }

    Columns number(String column, @Nullable Double value) {
        DoubleColumn numbers = (DoubleColumn) columns.computeIfAbsent(column, DoubleColumn::create);
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

    /** The table, whose columns must have come out equally long. */
    Table table() {
        return Table.create(name, columns.values());
    }
}
