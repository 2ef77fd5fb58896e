package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.report.result.PlainText;

/** A table as aligned text that fits a terminal of {@value #WIDEST} columns, in blocks if it must. */
public final class TextTable {

    static final int GAP = 2;

    private static final int WIDEST = 120;
    private static final String MARKS = "†‡⁰¹²³⁴⁵⁶⁷⁸⁹*+▲▼";

    private TextTable() {}

    /** The table with title, caption and notes. */
    public static String of(TableView view) {
        List<String> lines = new ArrayList<>();
        lines.add(PlainText.of(view.title()));
        lines.addAll(wrapped(view.caption()));
        for (TableView block : view.blocks(WIDEST)) {
            lines.add("");
            addBlock(lines, hanging(block));
        }
        if (!view.footnotes().isEmpty()) {
            lines.add("");
            view.footnotes().forEach(note -> lines.addAll(wrapped(note)));
        }
        return String.join("\n", lines) + "\n";
    }

    /** How many columns a text takes. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The block with its marks hanging, so that the digits before them stand in one line. */
    private static TableView hanging(TableView block) {
        List<ColumnHead> heads = block.heads();
        List<TableRow> rows = new ArrayList<>();
        for (TableRow row : block.rows()) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < heads.size(); column++) {
                String cell = text(row, column);
                int missing = heads.get(column).number() ? widestMarks(block, column) - marks(cell) : 0;
                cells.add(cell + " ".repeat(missing));
            }
            rows.add(new TableRow(row.ruled(), cells));
        }
        return new TableView(block.name(), block.title(), block.caption(), block.groups(), rows, block.footnotes());
    }

    private static int widestMarks(TableView block, int column) {
        return block.rows().stream()
                .mapToInt(row -> marks(text(row, column)))
                .max()
                .orElse(0);
    }

    private static String text(TableRow row, int column) {
        return PlainText.of(row.cells().get(column))
                + row.emphases().get(column).mark();
    }

    private static int marks(String cell) {
        int marks = 0;
        while (marks < cell.length() && MARKS.indexOf(cell.charAt(cell.length() - 1 - marks)) >= 0) {
            marks++;
        }
        return marks;
    }

    private static void addBlock(List<String> lines, TableView block) {
        List<Integer> widths = widths(block);
        int total = widths.stream().mapToInt(width -> width + GAP).sum() - GAP;
        if (block.grouped()) {
            lines.add(groupHeads(block, widths));
        }
        lines.add(line(block, block.heads().stream().map(ColumnHead::text).toList(), widths));
        lines.add("─".repeat(total));
        for (TableRow row : block.rows()) {
            if (row.ruled()) {
                lines.add("─".repeat(total));
            }
            lines.add(line(block, row.cells(), widths));
        }
    }

    private static List<Integer> widths(TableView block) {
        List<Integer> widths = new ArrayList<>();
        List<ColumnHead> heads = block.heads();
        for (int column = 0; column < heads.size(); column++) {
            int index = column;
            widths.add(block.rows().stream()
                    .mapToInt(row -> length(row.cells().get(index)))
                    .reduce(length(heads.get(column).text()), Math::max));
        }
        int column = 0;
        for (ColumnGroup group : block.groups()) {
            int last = column + group.width() - 1;
            int missing = length(group.head()) - span(widths, column, group.width());
            if (missing > 0) {
                widths.set(last, widths.get(last) + missing);
            }
            column = last + 1;
        }
        return widths;
    }

    private static int span(List<Integer> widths, int from, int count) {
        return widths.subList(from, from + count).stream()
                        .mapToInt(width -> width + GAP)
                        .sum()
                - GAP;
    }

    private static String groupHeads(TableView block, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (ColumnGroup group : block.groups()) {
            int span = span(widths, column, group.width());
            String head = PlainText.of(group.head());
            int before = head.isEmpty() ? 0 : span - length(head);
            line.append(" ".repeat(before)).append(head).append(" ".repeat(span - length(head) - before + GAP));
            column += group.width();
        }
        return line.toString().stripTrailing();
    }

    private static String line(TableView block, List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        List<ColumnHead> heads = block.heads();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String blanks = " ".repeat(Math.max(0, widths.get(column) - length(cell)));
            line.append(heads.get(column).number() ? blanks + cell : cell + blanks)
                    .append(" ".repeat(GAP));
        }
        return line.toString().stripTrailing();
    }

    private static List<String> wrapped(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : PlainText.of(text).split(" ", -1)) {
            if (length(line.toString()) + length(word) + 1 > WIDEST) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
