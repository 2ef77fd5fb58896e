package org.earlyexit.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** The score of every internal classifier, one line a method that trained all of them. */
final class LayerFigure {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final double PERCENT = 100;

    private LayerFigure() {}

    static Optional<Figure> of(RunResults results, TaskColumn task) {
        List<Line> lines = new ArrayList<>();
        List<MethodRow> methods = Figures.compared(results);
        for (int i = 0; i < methods.size(); i++) {
            List<RunRecord> runs = results.runs(task, methods.get(i)).stream()
                    .filter(run -> !run.perLayer().isEmpty())
                    .toList();
            int depth =
                    runs.stream().mapToInt(run -> run.perLayer().size()).min().orElse(0);
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (int layer = 1; layer <= depth; layer++) {
                OptionalDouble score = score(runs, layer);
                if (score.isPresent()) {
                    x.add((double) layer);
                    y.add(PERCENT * score.getAsDouble());
                }
            }
            lines.add(new Line(methods.get(i).name(), i, Line.Kind.MARKED, x, y));
        }
        LineChart chart =
                new LineChart(task.name(), "layer", PlainText.of(task.facts().mainMetric()) + " × 100", lines, false);
        return chart.lines().isEmpty()
                ? Optional.empty()
                : Optional.of(new Figure(
                        Figures.name("layers", task),
                        "Score of each layer on " + task.name(),
                        "%s, n=%d: main metric if every sample left at that layer, mean over seeds; methods that share their training have the same line."
                                .formatted(task.name(), task.facts().devSamples()),
                        chart.drawing(WIDTH, HEIGHT)));
    }

    private static OptionalDouble score(List<RunRecord> runs, int layer) {
        List<Double> scores = runs.stream()
                .flatMap(run -> run.perLayer().get(layer - 1).number().stream())
                .toList();
        return scores.size() < runs.size()
                ? OptionalDouble.empty()
                : IntStream.range(0, scores.size()).mapToDouble(scores::get).average();
    }
}
