package org.earlyexit.bench.stats;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;

/** Answers that are numbers, scored by a correlation; of ranks, ties share their mean rank, as drawn. */
final class NumberRunScore implements RunScore {

    private final Metric metric;
    private final double[] gold;
    private final double[] answers;
    private final int[] goldOrder;
    private final int[] answerOrder;
    private final double goldMean;
    private final double goldSquares;

    private NumberRunScore(Metric metric, double[] gold, double[] answers) {
        this.metric = metric;
        this.gold = gold;
        this.answers = answers;
        this.goldOrder = metric == Metric.SPEARMAN ? order(gold) : new int[0];
        this.answerOrder = metric == Metric.SPEARMAN ? order(answers) : new int[0];
        double mean = DoubleStream.of(gold).sum() / gold.length;
        this.goldMean = mean;
        this.goldSquares =
                DoubleStream.of(gold).map(g -> (g - mean) * (g - mean)).sum();
    }

    static NumberRunScore of(Metric metric, Labels gold, IntToDoubleFunction answers) {
        int n = gold.size();
        return new NumberRunScore(
                metric,
                IntStream.range(0, n).mapToDouble(gold::valueAt).toArray(),
                IntStream.range(0, n).mapToDouble(answers).toArray());
    }

    @Override
    public int samples() {
        return gold.length;
    }

    @Override
    public double score() {
        return score(Resample.identity(gold.length));
    }

    @Override
    public double score(Resample drawn) {
        return metric == Metric.PEARSON
                ? pearson(gold, answers, drawn)
                : pearson(ranks(gold, goldOrder, drawn), ranks(answers, answerOrder, drawn), drawn);
    }

    @Override
    public double exchanged(RunScore other, long[] mask) {
        if (!(other instanceof NumberRunScore that) || that.metric != metric || that.gold.length != gold.length) {
            throw new IllegalArgumentException("exchanged answers must be of the same metric and samples, were not");
        }
        if (metric == Metric.SPEARMAN) {
            double[] mixed = answers.clone();
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = isSet(mask, i) ? that.answers[i] : answers[i];
            }
            return new NumberRunScore(metric, gold, mixed).score();
        }
        return mixedPearson(that.answers, mask);
    }

    /** In one pass, about the gold numbers' mean, as this is asked ten thousand times a pair. */
    private double mixedPearson(double[] others, long[] mask) {
        double sum = 0;
        double squares = 0;
        double products = 0;
        for (int i = 0; i < answers.length; i++) {
            double centred = (isSet(mask, i) ? others[i] : answers[i]) - goldMean;
            sum += centred;
            squares += centred * centred;
            products += centred * (gold[i] - goldMean);
        }
        double variance = squares - sum * sum / answers.length;
        return variance <= 0 || goldSquares == 0 ? 0 : products / Math.sqrt(variance * goldSquares);
    }

    private static boolean isSet(long[] mask, int sample) {
        return (mask[sample >> 6] >>> sample & 1) != 0;
    }

    private static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    private static double[] ranks(double[] values, int[] order, Resample drawn) {
        double[] ranks = new double[values.length];
        long below = 0;
        int from = 0;
        while (from < order.length) {
            int to = from;
            long here = 0;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                here += drawn.count(order[to++]);
            }
            for (int k = from; k < to; k++) {
                ranks[order[k]] = below + (here + 1) / 2.0;
            }
            below += here;
            from = to;
        }
        return ranks;
    }

    private static double pearson(double[] x, double[] y, Resample drawn) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += drawn.count(i) * x[i];
            meanY += drawn.count(i) * y[i];
        }
        meanX /= x.length;
        meanY /= x.length;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            xx += drawn.count(i) * dx * dx;
            yy += drawn.count(i) * dy * dy;
            xy += drawn.count(i) * dx * dy;
        }
        return xx == 0 || yy == 0 ? 0 : xy / Math.sqrt(xx * yy);
    }
}
