package org.earlyexit.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.earlyexit.bench.record.CurvePoint;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.bench.stats.TradeOff;
import org.earlyexit.report.result.PointSummary;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.Spread;
import org.earlyexit.report.result.TaskColumn;

/** The curves of records by each of the three costs. */
final class Curves {

    private Curves() {}

    /** What a speed-up is counted in. */
    enum Axis {
        LAYERS("layers"),
        MACS("MACs"),
        CLOCK("clock");

        private final String title;

        Axis(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        private List<TradeOff.Point> points(RunRecord run) {
            return this == CLOCK
                    ? timed(run)
                    : run.curve().isEmpty()
                            ? counted(run)
                            : run.curve().stream().flatMap(this::point).toList();
        }

        private java.util.stream.Stream<TradeOff.Point> point(CurvePoint point) {
            Double score = point.score();
            double speedup = this == LAYERS ? point.speedupByLayers() : point.speedupByMacs();
            return score == null
                    ? java.util.stream.Stream.empty()
                    : java.util.stream.Stream.of(new TradeOff.Point(1 / speedup, score));
        }

        private List<TradeOff.Point> counted(RunRecord run) {
            return run.points().size() < 2
                    ? List.of()
                    : points(
                            run,
                            point -> OptionalDouble.of(
                                    this == LAYERS
                                            ? point.costs().speedupByLayers()
                                            : point.costs().speedupByMacs()));
        }

        private static List<TradeOff.Point> timed(RunRecord run) {
            return points(run, point -> {
                Timing timing = point.timing();
                return timing == null ? OptionalDouble.empty() : OptionalDouble.of(timing.speedup());
            });
        }

        private static List<TradeOff.Point> points(RunRecord run, Function<OperatingPoint, OptionalDouble> speedup) {
            List<TradeOff.Point> points = new ArrayList<>();
            for (OperatingPoint point : run.points()) {
                Optional<Double> score = point.result(run.task().mainMetric()).flatMap(Measured::number);
                OptionalDouble fast = speedup.apply(point);
                if (score.isPresent() && fast.isPresent()) {
                    points.add(new TradeOff.Point(1 / fast.getAsDouble(), score.get()));
                }
            }
            return points;
        }
    }

    /** The curve of one run; empty if it has fewer than two points. */
    static Optional<TradeOff> of(RunRecord run, Axis axis) {
        List<TradeOff.Point> points = axis.points(run);
        return points.size() < 2 ? Optional.empty() : Optional.of(TradeOff.of(points));
    }

    /** A number of each run's curve, as its mean over runs; empty if one has none. */
    static OptionalDouble mean(List<RunRecord> runs, Axis axis, Function<TradeOff, OptionalDouble> number) {
        double sum = 0;
        for (RunRecord run : runs) {
            OptionalDouble one = of(run, axis).map(number).orElse(OptionalDouble.empty());
            if (one.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += one.getAsDouble();
        }
        return runs.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum / runs.size());
    }

    /** The operating points of a row over its seeds, by layers. */
    static List<TradeOff.Point> points(List<PointSummary> summaries, ToDoubleFunction<PointSummary> speedup) {
        List<TradeOff.Point> points = new ArrayList<>();
        for (PointSummary summary : summaries) {
            summary.score()
                    .map(Spread::mean)
                    .ifPresent(score -> points.add(new TradeOff.Point(1 / speedup.applyAsDouble(summary), score)));
        }
        return points;
    }

    /** The mean score of the full model; empty if it was not run. */
    static OptionalDouble fullScore(RunResults results, TaskColumn task) {
        return results.fullModel()
                .flatMap(full -> results.shown(task, full))
                .flatMap(PointSummary::score)
                .map(score -> OptionalDouble.of(score.mean()))
                .orElse(OptionalDouble.empty());
    }
}
