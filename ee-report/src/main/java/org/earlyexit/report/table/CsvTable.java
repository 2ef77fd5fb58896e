package org.earlyexit.report.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table's raw numbers as CSV: one header line, unrounded numbers, an empty field where there is none.
 *
 * <p>The raw form keeps every text as it is. The form for spreadsheets puts an apostrophe before a text that a
 * spreadsheet would take for a formula, that is one that begins with {@code = + - @}, a tab or a line's end.
 */
public final class CsvTable {

    private static final String FORMULA = "=+-@\t\r\n";

    private CsvTable() {}

    /** The raw form. */
    public static String raw(ReportTable table) {
        return written(table.data(), UnaryOperator.identity());
    }

    /** The form that is safe to open in a spreadsheet. */
    public static String spreadsheet(ReportTable table) {
        return written(table.data(), CsvTable::harmless);
    }

    private static String harmless(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String written(Table table, UnaryOperator<String> texts) {
        StringWriter out = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
            csv.writeRecord(table.columnNames());
            for (int row = 0; row < table.rowCount(); row++) {
                int index = row;
                List<String> cells = table.columns().stream()
                        .map(column -> cell(column, index, texts))
                        .toList();
                csv.writeRecord(cells);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory must not fail", e);
        }
        return out.toString();
    }

    private static String cell(Column<?> column, int row, UnaryOperator<String> texts) {
        if (column instanceof DoubleColumn numbers) {
            return numbers.isMissing(row) ? "" : Double.toString(numbers.getDouble(row));
        }
        if (column.type().equals(ColumnType.STRING)) {
            return texts.apply((String) column.get(row));
        }
        return column.getUnformattedString(row);
    }
}
