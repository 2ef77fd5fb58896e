package org.earlyexit.bench.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * The largest speed-up by layers at which a method's curve stays within a share of the full model's score, and its
 * interval when the samples are drawn again: the cost and score of every point and the full model's score are taken
 * anew in each resample. Means over seeds.
 */
public final class MatchedSpeedup {

    private final int depth;
    private final List<RunScore> full;
    private final List<List<Along>> curves;

    /**
     * Prepares the curves of a method.
     *
     * @param depth the full model's layers, {@code L}
     * @param full the full model's runs, one a seed
     * @param curves the points of the method's curve, for each seed
     */
    public MatchedSpeedup(int depth, List<RunScore> full, List<List<Along>> curves) {
        this.depth = depth;
        this.full = List.copyOf(full);
        this.curves = curves.stream().map(List::copyOf).toList();
    }

    /** One point of a curve: its answers, and where each sample left. */
    public static final class Along {

        private final RunScore score;
        private final BitPlanes layers;

        /** A point; layers count from 1. */
        public Along(RunScore score, IntUnaryOperator layers) {
            this.score = score;
            this.layers = BitPlanes.of(score.samples(), layers);
        }
    }

    /**
     * What came of it.
     *
     * @param loss the share of the full model's score that may be lost, such as 0.01
     * @param speedup on the split as it is; empty where a curve never scores as much
     * @param interval over resamples, a curve that never scores as much counting as 0
     */
    public record Result(double loss, OptionalDouble speedup, Interval interval) {}

    /** The speed-up for each of some losses. */
    public List<Result> at(List<Double> losses, Bootstrap bootstrap) {
        return all(List.of(this), losses, bootstrap).get(0);
    }

    /**
     * The speed-ups of several methods on the same samples, for each of some losses. A method's are the same whichever
     * others are asked for with it; each resample is drawn once for all.
     */
    public static List<List<Result>> all(List<MatchedSpeedup> methods, List<Double> losses, Bootstrap bootstrap) {
        int each = losses.size();
        double[][] resampled = bootstrap.statistics(
                methods.size() * each,
                drawn -> methods.stream()
                        .flatMapToDouble(method -> DoubleStream.of(method.speedups(drawn, losses)))
                        .toArray());
        List<List<Result>> all = new ArrayList<>();
        for (MatchedSpeedup method : methods) {
            double[] now = method.speedups(Resample.identity(method.full.get(0).samples()), losses);
            List<Result> results = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                results.add(new Result(
                        losses.get(i),
                        now[i] == 0 ? OptionalDouble.empty() : OptionalDouble.of(now[i]),
                        Interval.of(resampled[all.size() * each + i])));
            }
            all.add(results);
        }
        return all;
    }

    /** The mean over seeds for each loss; 0 where a seed's curve never scores as much. */
    private double[] speedups(Resample drawn, List<Double> losses) {
        double[] sums = new double[losses.size()];
        boolean[] missed = new boolean[sums.length];
        for (int seed = 0; seed < curves.size(); seed++) {
            double fullScore = full.get(Math.min(seed, full.size() - 1)).score(drawn);
            TradeOff curve = curve(curves.get(seed), drawn);
            for (int i = 0; i < sums.length; i++) {
                OptionalDouble one = curve.speedupAtScore(fullScore - losses.get(i) * Math.abs(fullScore));
                missed[i] |= one.isEmpty();
                sums[i] += one.orElse(0) / curves.size();
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = missed[i] ? 0 : sums[i];
        }
        return sums;
    }

    private TradeOff curve(List<Along> points, Resample drawn) {
        double whole = (double) depth * drawn.size();
        return TradeOff.of(points.stream()
                .map(point -> new TradeOff.Point(point.layers.dot(drawn.planes()) / whole, point.score.score(drawn)))
                .toList());
    }
}
