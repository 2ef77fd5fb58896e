package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;

/**
 * A table with its numbers rounded, ready to be dressed as text, Markdown, LaTeX or HTML.
 *
 * @param name its name in file names and labels
 * @param title its title
 * @param caption what a reader must know to read it
 * @param groups its columns; the first group names the rows and is repeated in each block
 * @param rows its rows
 * @param footnotes notes, each beginning with its mark
 */
public record TableView(
        String name,
        String title,
        String caption,
        List<ColumnGroup> groups,
        List<TableRow> rows,
        List<String> footnotes) {

    public TableView {
        groups = List.copyOf(groups);
        rows = List.copyOf(rows);
        footnotes = List.copyOf(footnotes);
        int width = groups.stream().mapToInt(ColumnGroup::width).sum();
        for (TableRow row : rows) {
            if (row.cells().size() != width) {
                throw new IllegalArgumentException("a row of table %s must have %d cells, was %d"
                        .formatted(name, width, row.cells().size()));
            }
        }
    }

    /** All heads in order. */
    public List<ColumnHead> heads() {
        return groups.stream().flatMap(group -> group.columns().stream()).toList();
    }

    /** Whether any group of columns has a head of its own. */
    public boolean grouped() {
        return groups.stream().anyMatch(group -> !group.head().isEmpty());
    }

    /** The same table in parts that are no wider than that many characters, if its groups allow it. */
    List<TableView> blocks(int widest) {
        List<TableView> blocks = new ArrayList<>();
        List<Integer> block = new ArrayList<>();
        int width = groupWidth(0);
        for (int i = 1; i < groups.size(); i++) {
            if (!block.isEmpty() && width + groupWidth(i) > widest) {
                blocks.add(part(block));
                block.clear();
                width = groupWidth(0);
            }
            block.add(i);
            width += groupWidth(i);
        }
        blocks.add(part(block));
        return blocks;
    }

    private TableView part(List<Integer> chosen) {
        List<Integer> kept = new ArrayList<>(chosen);
        kept.add(0, 0);
        List<TableRow> partRows = rows.stream()
                .map(row -> new TableRow(
                        row.ruled(),
                        kept.stream()
                                .flatMap(i -> ofGroup(row.cells(), i).stream())
                                .toList(),
                        kept.stream()
                                .flatMap(i -> ofGroup(row.emphases(), i).stream())
                                .toList()))
                .toList();
        return new TableView(
                name, title, caption, kept.stream().map(groups::get).toList(), partRows, footnotes);
    }

    private <T> List<T> ofGroup(List<T> row, int group) {
        int from = firstColumn(group);
        return row.subList(from, from + groups.get(group).width());
    }

    private int firstColumn(int group) {
        return groups.subList(0, group).stream().mapToInt(ColumnGroup::width).sum();
    }

    private int groupWidth(int group) {
        int from = firstColumn(group);
        int width = 0;
        for (int column = from; column < from + groups.get(group).width(); column++) {
            width += columnWidth(column) + TextTable.GAP;
        }
        return Math.max(width, TextTable.length(groups.get(group).head()) + TextTable.GAP);
    }

    private int columnWidth(int column) {
        int head = TextTable.length(heads().get(column).text());
        return rows.stream()
                .mapToInt(row -> TextTable.length(row.cells().get(column)))
                .reduce(head, Math::max);
    }
}
