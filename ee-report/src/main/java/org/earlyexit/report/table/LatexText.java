package org.earlyexit.report.table;

import org.earlyexit.report.result.PlainText;

/** Text made harmless in LaTeX: no character of it is a command, a comment, a parameter or a cell's end. */
final class LatexText {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private LatexText() {}

    static String of(String text) {
        StringBuilder escaped = new StringBuilder();
        PlainText.of(text).codePoints().forEach(point -> escaped.append(escaped(point)));
        return escaped.toString();
    }

    private static String escaped(int point) {
        return switch (point) {
            case '\\' -> "\\textbackslash{}";
            case '{' -> "\\{";
            case '}' -> "\\}";
            case '$' -> "\\$";
            case '&' -> "\\&";
            case '#' -> "\\#";
            case '_' -> "\\_";
            case '%' -> "\\%";
            case '^' -> "\\textasciicircum{}";
            case '~' -> "\\textasciitilde{}";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '|' -> "\\textbar{}";
            case '"' -> "\\textquotedbl{}";
            case '`' -> "\\textasciigrave{}";
            case '[' -> "{[}";
            case ']' -> "{]}";
            case '±' -> "$\\pm$";
            case '×' -> "$\\times$";
            case '†' -> "\\textdagger{}";
            case '‡' -> "\\textdaggerdbl{}";
            case '–' -> "--";
            case '▲' -> "$\\uparrow$";
            case '▼' -> "$\\downarrow$";
            case '·' -> "$\\cdot$";
            case '≤' -> "$\\leq$";
            default -> beyond(point);
        };
    }

    private static String beyond(int point) {
        int digit = SUPERSCRIPTS.indexOf(point);
        return digit < 0 ? Character.toString(point) : "\\textsuperscript{" + digit + "}";
    }
}
