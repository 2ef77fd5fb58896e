package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table as LaTeX with the rules of the booktabs package. */
public final class LatexTable {

    private static final int WIDEST = 116;

    private LatexTable() {}

    /** The table in a style. */
    public static String of(TableView view, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add("% needs \\usepackage{booktabs} and, for accents, a UTF-8 engine or inputenc");
        if (style != Style.PLAIN) {
            lines.add("\\begin{table*}[t]");
            lines.add(style == Style.ACL ? "\\centering\\small" : "\\centering\\fontsize{9}{10}\\selectfont");
        }
        List<TableView> blocks = view.blocks(WIDEST);
        for (int i = 0; i < blocks.size(); i++) {
            if (i > 0) {
                lines.add("\\par\\medskip");
            }
            addTabular(lines, blocks.get(i));
        }
        if (style != Style.PLAIN) {
            lines.add("\\caption{" + LatexText.of(view.title() + ". " + view.caption() + notes(view)) + "}");
            lines.add("\\label{tab:" + view.name() + "}");
            lines.add("\\end{table*}");
        }
        return String.join("\n", lines) + "\n";
    }

    private static String notes(TableView view) {
        return view.footnotes().stream().map(note -> " " + note + ".").collect(Collectors.joining());
    }

    private static void addTabular(List<String> lines, TableView block) {
        lines.add("\\begin{tabular}{"
                + block.heads().stream().map(head -> head.number() ? "r" : "l").collect(Collectors.joining())
                + "}");
        lines.add("\\toprule");
        if (block.grouped()) {
            addGroupHeads(lines, block);
        }
        lines.add(row(block.heads().stream().map(ColumnHead::text).toList()));
        lines.add("\\midrule");
        for (TableRow row : block.rows()) {
            if (row.ruled()) {
                lines.add("\\midrule");
            }
            lines.add(row(row));
        }
        lines.add("\\bottomrule");
        lines.add("\\end{tabular}");
    }

    private static void addGroupHeads(List<String> lines, TableView block) {
        List<String> heads = new ArrayList<>();
        StringBuilder rules = new StringBuilder();
        int column = 1;
        for (ColumnGroup group : block.groups()) {
            int last = column + group.width() - 1;
            if (group.head().isEmpty()) {
                heads.add(" &".repeat(group.width() - 1));
            } else {
                heads.add("\\multicolumn{" + group.width() + "}{c}{" + LatexText.of(group.head()) + "}");
                rules.append("\\cmidrule(lr){")
                        .append(column)
                        .append('-')
                        .append(last)
                        .append('}');
            }
            column = last + 1;
        }
        lines.add(String.join(" & ", heads) + " \\\\");
        lines.add(rules.toString());
    }

    private static String row(TableRow row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            String text = LatexText.of(row.cells().get(i));
            cells.add(
                    switch (row.emphases().get(i)) {
                        case NONE -> text;
                        case BEST -> "\\textbf{" + text + "}";
                        case SECOND -> "\\underline{" + text + "}";
                    });
        }
        return String.join(" & ", cells) + " \\\\";
    }

    private static String row(List<String> cells) {
        return cells.stream().map(LatexText::of).collect(Collectors.joining(" & ", "", " \\\\"));
    }
}
