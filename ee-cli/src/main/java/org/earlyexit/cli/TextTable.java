package org.earlyexit.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Columns of text, each as wide as its widest cell; the last one runs free. */
final class TextTable {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... heads) {
        rows.add(List.of(heads));
    }

    TextTable row(String... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    "cells must be %d, were %d".formatted(rows.get(0).size(), cells.length));
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override
    public String toString() {
        List<Integer> widths = Collections.nCopies(rows.get(0).size(), 0);
        for (List<String> row : rows) {
            widths = wider(widths, row);
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell)
                        .append(" ".repeat(widths.get(column) - cell.length()))
                        .append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<Integer> wider(List<Integer> widths, List<String> row) {
        List<Integer> wider = new ArrayList<>();
        for (int column = 0; column < row.size(); column++) {
            wider.add(Math.max(widths.get(column), row.get(column).length()));
        }
        return wider;
    }
}
