package org.earlyexit.report.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.Timing;

/** One operating point of one method on one task, over the seeds. */
public final class PointSummary {

    private final String metric;
    private final List<OperatingPoint> points;

    /**
     * Puts the same point of several seeds together.
     *
     * @param metric the metric to show
     * @param points the point as each seed gave it, at least one
     */
    public PointSummary(String metric, List<OperatingPoint> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("points must hold at least one seed's point, was empty");
        }
        this.metric = metric;
        this.points = List.copyOf(points);
    }

    /** The point's name. */
    public String name() {
        return points.get(0).name();
    }

    /** The point as each seed gave it. */
    public List<OperatingPoint> points() {
        return points;
    }

    /** How many seeds there are. */
    public int seeds() {
        return points.size();
    }

    /** The metric over seeds; empty if it is undefined in any of them. */
    public Optional<Spread> score() {
        List<Double> values = new ArrayList<>();
        for (OperatingPoint point : points) {
            point.result(metric).flatMap(Measured::number).ifPresent(values::add);
        }
        return values.size() < points.size() ? Optional.empty() : Spread.of(values);
    }

    /** The standard error over samples, where there is one seed only and it is known. */
    public OptionalDouble standardError() {
        if (points.size() > 1) {
            return OptionalDouble.empty();
        }
        Double error = points.get(0).result(metric).map(Measured::standardError).orElse(null);
        return error == null ? OptionalDouble.empty() : OptionalDouble.of(error);
    }

    /** What the records say of the metric, such as why it is undefined; empty if nothing. */
    public String note() {
        return points.stream()
                .flatMap(point -> point.result(metric).stream())
                .map(Measured::note)
                .filter(note -> !note.isBlank())
                .findFirst()
                .orElse("");
    }

    /** What is odd about the answers; empty if nothing. */
    public String degenerate() {
        return points.stream()
                .map(OperatingPoint::degenerate)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    public double meanExitLayer() {
        return mean(point -> point.costs().meanExitLayer());
    }

    public double speedupByLayers() {
        return mean(point -> point.costs().speedupByLayers());
    }

    public double speedupByMacs() {
        return mean(point -> point.costs().speedupByMacs());
    }

    /** The speed-up by the clock; empty if a seed was not timed. */
    public OptionalDouble speedupByClock() {
        return timed(Timing::speedup);
    }

    /** The speed-up by the clock over that by multiply-accumulates; empty if a seed was not timed. */
    public OptionalDouble realised() {
        return timed(Timing::realisedOverTheoretical);
    }

    /** Whether a seed was timed on a machine too busy for it. */
    public boolean noisy() {
        return points.stream().map(OperatingPoint::timing).anyMatch(timing -> timing != null && timing.noisy());
    }

    /** The knobs, each with its mean over seeds. */
    public Map<String, Double> knobs() {
        Map<String, Double> means = new TreeMap<>();
        for (String knob : points.get(0).knobs().keySet()) {
            means.put(knob, mean(point -> point.knobs().getOrDefault(knob, 0.0)));
        }
        return means;
    }

    private double mean(Function<OperatingPoint, Double> number) {
        return points.stream().mapToDouble(number::apply).average().orElseThrow();
    }

    private OptionalDouble timed(Function<Timing, Double> number) {
        List<Double> values = new ArrayList<>();
        for (OperatingPoint point : points) {
            Timing timing = point.timing();
            if (timing != null) {
                values.add(number.apply(timing));
            }
        }
        return values.size() < points.size()
                ? OptionalDouble.empty()
                : values.stream().mapToDouble(Double::doubleValue).average();
    }
}
