package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.earlyexit.report.result.PlainText;

/** A table as GitHub's Markdown; texts are escaped, so that a name cannot become a link or a tag. */
public final class MarkdownTable {

    private static final String SPECIAL = "\\`*_{}[]<>#|!~&$";

    private MarkdownTable() {}

    /** The table with title, caption and notes. */
    public static String of(TableView view) {
        List<String> lines = new ArrayList<>();
        lines.add("## " + escaped(view.title()));
        lines.add("");
        lines.add(escaped(view.caption()));
        lines.add("");
        lines.add(row(heads(view)));
        lines.add(view.heads().stream()
                .map(head -> head.number() ? "--:" : ":--")
                .collect(Collectors.joining(" | ", "| ", " |")));
        for (TableRow tableRow : view.rows()) {
            lines.add(row(tableRow));
        }
        for (String note : view.footnotes()) {
            lines.add("");
            lines.add(escaped(note));
        }
        return String.join("\n", lines) + "\n";
    }

    /** The text with every character that Markdown could take for its own behind a backslash. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        PlainText.of(text).codePoints().forEach(point -> {
            if (SPECIAL.indexOf(point) >= 0) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(point);
        });
        return escaped.toString();
    }

    private static List<String> heads(TableView view) {
        List<String> heads = new ArrayList<>();
        for (ColumnGroup group : view.groups()) {
            for (int i = 0; i < group.width(); i++) {
                String head = group.columns().get(i).text();
                heads.add(i == 0 && !group.head().isEmpty() ? group.head() + " " + head : head);
            }
        }
        return heads;
    }

    private static String row(TableRow row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String text = escaped(row.cells().get(i));
            cells.add(
                    switch (row.emphases().get(i)) {
                        case NONE -> text;
                        case BEST -> "**" + text + "**";
                        case SECOND -> "<u>" + text + "</u>";
                    });
        }
        return joined(cells);
    }

    private static String joined(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String row(List<String> cells) {
        return joined(cells.stream().map(MarkdownTable::escaped).toList());
    }
}
