package org.earlyexit.metric;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Pearson's and Spearman's correlation. Their standard errors are those of Bonett and Wright, Psychometrika 65 (2000):
 * Fisher's {@code z = atanh r} has the variance {@code 1/(n - 3)} for Pearson and {@code (1 + r^2/2)/(n - 3)} for
 * Spearman, and {@code dr/dz = 1 - r^2}.
 */
final class Correlations {

    private static final int LEAST_FOR_ERROR = 4;

    private Correlations() {}

    static MetricValue pearson(double[] gold, double[] answers) {
        return correlation(gold, answers, r -> 1);
    }

    static MetricValue spearman(double[] gold, double[] answers) {
        return correlation(ranks(gold), ranks(answers), r -> 1 + r * r / 2);
    }

    private static MetricValue correlation(double[] gold, double[] answers, DoubleUnaryOperator variance) {
        int n = gold.length;
        if (n < 2) {
            return MetricValue.undefined(n, "fewer than two samples");
        }
        double[] x = deviations(gold);
        double[] y = deviations(answers);
        if (constant(x)) {
            return MetricValue.undefined(n, "constant labels");
        }
        if (constant(y)) {
            return MetricValue.undefined(n, "constant answers");
        }
        double r = cosine(x, y);
        OptionalDouble error = n < LEAST_FOR_ERROR
                ? OptionalDouble.empty()
                : OptionalDouble.of((1 - r * r) * Math.sqrt(variance.applyAsDouble(r) / (n - 3)));
        return MetricValue.of(r, n, error);
    }

    /** Ranks from 1; those that tie share the mean of their ranks. */
    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from + 1;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
        }
        return ranks;
    }

    private static boolean constant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    /** Differences from the mean, scaled so that the largest is 1 and no square can vanish or overflow. */
    private static double[] deviations(double[] values) {
        double[] scaled = scaled(values);
        double mean = Arrays.stream(scaled).average().orElse(0);
        return scaled(Arrays.stream(scaled).map(value -> value - mean).toArray());
    }

    private static double[] scaled(double[] values) {
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        return largest == 0
                ? values
                : Arrays.stream(values).map(value -> value / largest).toArray();
    }

    private static double cosine(double[] x, double[] y) {
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }
        return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
    }
}
