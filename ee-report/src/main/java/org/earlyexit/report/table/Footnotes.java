package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;

/** The notes under a table, numbered as they come up; the same note has one number. */
final class Footnotes {

    private static final String DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final List<String> notes = new ArrayList<>();

    /** The mark of a note, which is added if it is new; no mark for no note. */
    String mark(String note) {
        if (note.isBlank()) {
            return "";
        }
        if (!notes.contains(note)) {
            notes.add(note);
        }
        return superscript(notes.indexOf(note) + 1);
    }

    /** The notes, each beginning with its mark. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String note : notes) {
            lines.add(mark(note) + " " + note);
        }
        return lines;
    }

    private static String superscript(int number) {
        StringBuilder text = new StringBuilder();
        Integer.toString(number).chars().forEach(digit -> text.append(DIGITS.charAt(digit - '0')));
        return text.toString();
    }
}
