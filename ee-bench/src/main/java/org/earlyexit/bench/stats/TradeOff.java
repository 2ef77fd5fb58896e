package org.earlyexit.bench.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A curve of score against cost, each cost once: points of equal cost are one point with their mean score. Between
 * points that were run the curve is a straight line; beyond them there is none. Costs are shares of the full model's,
 * speed-ups their reciprocals.
 */
public final class TradeOff {

    private final double[] costs;
    private final double[] scores;

    private TradeOff(double[] costs, double[] scores) {
        this.costs = costs;
        this.scores = scores;
    }

    /**
     * A point.
     *
     * @param cost share of the full model's
     * @param score by the main metric
     */
    public record Point(double cost, double score) {

        public Point {
            if (!(cost > 0) || !Double.isFinite(cost) || !Double.isFinite(score)) {
                throw new IllegalArgumentException(
                        "a point must have a cost above 0 and a score, had %s and %s".formatted(cost, score));
            }
        }
    }

    /** The curve through some points, at least one. */
    public static TradeOff of(List<Point> points) {
        TreeMap<Double, List<Double>> byCost = new TreeMap<>();
        points.forEach(point ->
                byCost.computeIfAbsent(point.cost(), cost -> new ArrayList<>()).add(point.score()));
        double[] costs = new double[byCost.size()];
        double[] scores = new double[costs.length];
        int i = 0;
        for (var entry : byCost.entrySet()) {
            costs[i] = entry.getKey();
            scores[i++] = entry.getValue().stream()
                    .mapToDouble(score -> score)
                    .average()
                    .orElseThrow();
        }
        if (costs.length == 0) {
            throw new IllegalArgumentException("a curve must have at least one point, had none");
        }
        return new TradeOff(costs, scores);
    }

    /** The score at a cost, interpolated between the two points next to it; empty beyond the points that were run. */
    public OptionalDouble scoreAt(double cost) {
        if (cost < costs[0] || cost > costs[costs.length - 1]) {
            return OptionalDouble.empty();
        }
        int above = 0;
        while (costs[above] < cost) {
            above++;
        }
        return OptionalDouble.of(above == 0 ? scores[0] : between(cost, above));
    }

    /**
     * The largest speed-up at which the score is still at least a target: along the curve from its cheapest point
     * upwards, where it first reaches the target; empty where it never does.
     */
    public OptionalDouble speedupAtScore(double target) {
        if (scores[0] >= target) {
            return OptionalDouble.of(1 / costs[0]);
        }
        for (int i = 1; i < costs.length; i++) {
            if (scores[i] >= target) {
                double slow = 1 / costs[i];
                double fast = 1 / costs[i - 1];
                double part = (target - scores[i - 1]) / (scores[i] - scores[i - 1]);
                return OptionalDouble.of(fast + part * (slow - fast));
            }
        }
        return OptionalDouble.empty();
    }

    /**
     * The mean of this curve's score less another's over the costs that both reach: the area between them, divided by
     * the width; empty where they share no stretch of costs.
     */
    public OptionalDouble above(TradeOff other) {
        double from = Math.max(costs[0], other.costs[0]);
        double to = Math.min(costs[costs.length - 1], other.costs[other.costs.length - 1]);
        if (to <= from) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((area(from, to) - other.area(from, to)) / (to - from));
    }

    private double area(double from, double to) {
        double area = 0;
        double at = from;
        double score = scoreAt(from).orElseThrow();
        for (int i = 0; i < costs.length && at < to; i++) {
            if (costs[i] > at) {
                double next = Math.min(costs[i], to);
                double nextScore = scoreAt(next).orElseThrow();
                area += (next - at) * (score + nextScore) / 2;
                at = next;
                score = nextScore;
            }
        }
        return area;
    }

    private double between(double cost, int above) {
        double part = (cost - costs[above - 1]) / (costs[above] - costs[above - 1]);
        return scores[above - 1] + part * (scores[above] - scores[above - 1]);
    }

    /** The points that no other one beats in cost or score without losing in the other, cheapest first. */
    public static List<Point> front(List<Point> points) {
        List<Point> sorted = points.stream()
                .sorted(Comparator.comparingDouble(Point::cost)
                        .thenComparing(Comparator.comparingDouble(Point::score).reversed()))
                .toList();
        List<Point> front = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (Point point : sorted) {
            if (point.score() > best) {
                front.add(point);
                best = point.score();
            }
        }
        return front;
    }

    /**
     * The area that points dominate in the plane of speed-up and score, above the majority class at speed-up 1.
     *
     * @param points the points
     * @param floor the majority class' score
     */
    public static double hypervolume(List<Point> points, double floor) {
        double volume = 0;
        double covered = floor;
        List<Point> front = front(points);
        for (Point point : front) {
            double width = 1 / point.cost() - 1;
            if (width > 0 && point.score() > covered) {
                volume += width * (point.score() - covered);
                covered = point.score();
            }
        }
        return volume;
    }
}
