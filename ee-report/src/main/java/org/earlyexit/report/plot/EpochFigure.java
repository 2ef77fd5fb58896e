package org.earlyexit.report.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.record.RunCell;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.ReportException;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/**
 * What a method's last stage of training took down at every epoch beside its loss, such as ConsistentEE's reward, mean
 * exit layer and accuracy: one small chart each, one line a method, first seed.
 */
public final class EpochFigure {

    private static final int PART_WIDTH = 300;
    private static final int PART_HEIGHT = 210;
    private static final int COLUMNS = 2;
    private static final List<String> ALWAYS = List.of("epoch", "loss", "stopping");

    private EpochFigure() {}

    /** One figure a task with a method that took something down. */
    public static List<Figure> all(RunResults results, Path runFolder) {
        return results.tasks().stream()
                .flatMap(task -> of(results, task, runFolder).stream())
                .toList();
    }

    private static Optional<Figure> of(RunResults results, TaskColumn task, Path runFolder) {
        Map<String, List<Line>> lines = new LinkedHashMap<>();
        List<MethodRow> methods = Figures.compared(results);
        for (int i = 0; i < methods.size(); i++) {
            Optional<RunRecord> run =
                    results.runs(task, methods.get(i)).stream().findFirst();
            Optional<Path> table = run.flatMap(one -> new RunCell(runFolder, one.cell()).epochs());
            if (table.isPresent()) {
                add(lines, methods.get(i), i, table.get());
            }
        }
        List<ChartDrawing> parts = lines.entrySet().stream()
                .map(entry -> new LineChart(PlainText.name(entry.getKey()), "epoch", "", entry.getValue(), true))
                .filter(chart -> !chart.lines().isEmpty())
                .map(chart -> chart.drawing(PART_WIDTH, PART_HEIGHT))
                .toList();
        String names = String.join(
                ", ",
                lines.values().stream()
                        .flatMap(List::stream)
                        .map(Line::name)
                        .distinct()
                        .toList());
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(
                        Figures.name("epochs", task),
                        "Training on " + task.name(),
                        "%s, training part: what the last stage of %s took down, mean of each epoch, first seed."
                                .formatted(task.name(), names),
                        new GridDrawing(Look.label("Training: " + task.name()), COLUMNS, parts)));
    }

    private static void add(Map<String, List<Line>> lines, MethodRow method, int number, Path file) {
        List<String[]> rows = rows(file);
        String[] head = rows.get(0);
        for (int column = 0; column < head.length; column++) {
            if (!ALWAYS.contains(head[column])) {
                List<Double> x = new ArrayList<>();
                List<Double> y = new ArrayList<>();
                for (String[] row : rows.subList(1, rows.size())) {
                    if (!row[column].isEmpty()) {
                        x.add(Double.parseDouble(row[0]));
                        y.add(Double.parseDouble(row[column]));
                    }
                }
                lines.computeIfAbsent(head[column], name -> new ArrayList<>())
                        .add(new Line(method.name(), number, Line.Kind.MARKED, x, y));
            }
        }
    }

    private static List<String[]> rows(Path file) {
        try {
            List<String[]> rows = Files.readAllLines(file).stream()
                    .map(line -> line.split("\t", -1))
                    .toList();
            if (rows.isEmpty() || rows.stream().anyMatch(row -> row.length != rows.get(0).length)) {
                throw new ReportException(
                        "%s must have a head and as many columns in every row, had not".formatted(file));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
