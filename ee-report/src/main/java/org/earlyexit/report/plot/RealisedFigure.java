package org.earlyexit.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.earlyexit.report.result.MethodRow;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** The speed-up that the clock saw against the one that was counted, all operating points of a task. */
final class RealisedFigure {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;

    private RealisedFigure() {}

    static Optional<Figure> of(RunResults results, TaskColumn task) {
        List<Line> lines = new ArrayList<>();
        List<MethodRow> methods = Figures.compared(results);
        double most = 1;
        for (int i = 0; i < methods.size(); i++) {
            List<PointSummary> timed = results.points(task, methods.get(i)).stream()
                    .filter(point -> point.speedupByClock().isPresent())
                    .toList();
            lines.add(new Line(
                    methods.get(i).name(),
                    i,
                    Line.Kind.MARKS,
                    timed.stream().map(PointSummary::speedupByMacs).toList(),
                    timed.stream()
                            .map(point -> point.speedupByClock().orElseThrow())
                            .toList()));
            most = timed.stream().mapToDouble(PointSummary::speedupByMacs).reduce(most, Math::max);
        }
        if (lines.stream().allMatch(line -> line.x().isEmpty())) {
            return Optional.empty();
        }
        lines.add(new Line("all of it", 0, Line.Kind.GUIDE, List.of(1.0, most), List.of(1.0, most)));
        return Optional.of(new Figure(
                Figures.name("realised", task),
                "Realised against counted speed-up on " + task.name(),
                "%s: each operating point's speed-up by the clock against that by multiply-accumulates, mean over seeds; on the dashes the clock sees all that was counted."
                        .formatted(task.name()),
                new LineChart(
                                task.name(),
                                "speed-up by multiply-accumulates (×)",
                                "speed-up by the clock (×)",
                                lines,
                                false)
                        .drawing(WIDTH, HEIGHT)));
    }
}
