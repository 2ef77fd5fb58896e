package org.earlyexit.bench.glue;

/**
 * A row that was left out of a split, and why.
 *
 * @param file the file as it was looked for
 * @param line from 1, the header included
 * @param problem what must be how, and was what
 */
public record RowProblem(String file, int line, String problem) {

    @Override
    public String toString() {
        return "%s:%d: %s".formatted(file, line, problem);
    }
}
