package org.earlyexit.bench.glue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Turns one line of a file into a sample, or into the reason why it is none. */
final class RowReader {
    private final TaskShape shape;
    private final SplitFile layout;
    private final String file;

    RowReader(TaskShape shape, SplitFile layout, String file) {
        this.shape = shape;
        this.layout = layout;
        this.file = file;
    }

    void checkHeader(List<String> lines) {
        int columns = lines.isEmpty() ? 0 : cells(lines.get(0)).length;
        if (columns != layout.columns()) {
            throw new DataException("%s:1: the header must name %d columns, named %d; is this the official layout?"
                    .formatted(file, layout.columns(), columns));
        }
    }

    void read(String line, int number, String id, List<Sample> samples, List<RowProblem> malformed) {
        String[] cells = cells(line);
        if (cells.length != layout.columns()) {
            String problem = "a row must have %d columns, had %d".formatted(layout.columns(), cells.length);
            malformed.add(new RowProblem(file, number, problem));
            return;
        }
        String first = cells[layout.first()];
        Optional<String> second = layout.second().map(column -> cells[column]);
        if (first.isBlank() || second.filter(String::isBlank).isPresent()) {
            int column = first.isBlank() ? layout.first() : layout.second().orElseThrow();
            malformed.add(
                    new RowProblem(file, number, "column %d must hold a sentence, was empty".formatted(column + 1)));
            return;
        }
        Optional<Label> label = layout.label().map(column -> label(cells[column], number));
        samples.add(new Sample(id, first, second, label, OptionalInt.empty()));
    }

    private Label label(String text, int number) {
        if (shape instanceof TaskShape.Classes classes) {
            int index = classes.labels().indexOf(text);
            if (index < 0) {
                String allowed = "one of " + String.join(", ", classes.labels());
                throw unknown(text, number, allowed);
            }
            return new Label.ClassLabel(index);
        }
        return score((TaskShape.Score) shape, text, number);
    }

    private Label score(TaskShape.Score range, String text, int number) {
        String allowed = "a number in [%s, %s]".formatted(range.min(), range.max());
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw unknown(text, number, allowed);
        }
        if (!(value >= range.min() && value <= range.max())) {
            throw unknown(text, number, allowed);
        }
        return new Label.ScoreLabel(value);
    }

    private DataException unknown(String text, int number, String allowed) {
        return new DataException("%s:%d: the label must be %s, was '%s'".formatted(file, number, allowed, text));
    }

    private static String[] cells(String line) {
        return line.split("\t", -1);
    }
}
