package org.earlyexit.bench.stats;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
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
    private final CoMoments whole;

    private NumberRunScore(Metric metric, double[] gold, double[] answers) {
        this.metric = metric;
        this.gold = gold;
        this.answers = answers;
        this.goldOrder = metric == Metric.SPEARMAN ? order(gold) : new int[0];
        this.answerOrder = metric == Metric.SPEARMAN ? order(answers) : new int[0];
        this.whole = CoMoments.of(gold, answers, Resample.identity(gold.length).weights());
    }

    /** Both about the gold numbers' mean, which changes no correlation. */
    static NumberRunScore of(Metric metric, Labels gold, IntToDoubleFunction answers) {
        int n = gold.size();
        double mean = IntStream.range(0, n).mapToDouble(gold::valueAt).sum() / n;
        return new NumberRunScore(
                metric,
                IntStream.range(0, n).mapToDouble(i -> gold.valueAt(i) - mean).toArray(),
                IntStream.range(0, n)
                        .mapToDouble(i -> answers.applyAsDouble(i) - mean)
                        .toArray());
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
                ? CoMoments.of(gold, answers, drawn.weights()).correlation()
                : CoMoments.of(ranks(gold, goldOrder, drawn), ranks(answers, answerOrder, drawn), drawn.weights())
                        .correlation();
    }

    @Override
    public Marked marked(long[] mask) {
        CoMoments inside = metric == Metric.PEARSON ? CoMoments.within(gold, answers, mask) : CoMoments.NONE;
        return new MarkedNumbers(this, mask, inside);
    }

    private static int bit(long[] mask, int sample) {
        return (int) (mask[sample >> 6] >>> sample & 1);
    }

    private static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** The ranks of the samples drawn, less the middle one. */
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
                ranks[order[k]] = below + (here - order.length) / 2.0;
            }
            below += here;
            from = to;
        }
        return ranks;
    }

    /** The run with what its marked samples add to the sums; ranks have no such sums and are found anew. */
    private static final class MarkedNumbers implements Marked {

        private final NumberRunScore run;
        private final long[] mask;
        private final CoMoments inside;

        MarkedNumbers(NumberRunScore run, long[] mask, CoMoments inside) {
            this.run = run;
            this.mask = mask;
            this.inside = inside;
        }

        @Override
        public double exchanged(Marked other) {
            if (!(other instanceof MarkedNumbers that)
                    || that.run.metric != run.metric
                    || that.run.gold.length != run.gold.length) {
                throw new IllegalArgumentException(
                        "exchanged answers must be of the same metric and samples, were not");
            }
            if (run.metric == Metric.PEARSON) {
                return run.whole.minus(inside).plus(that.inside).correlation();
            }
            double[] mixed = run.answers.clone();
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] = bit(mask, i) == 1 ? that.run.answers[i] : mixed[i];
            }
            return new NumberRunScore(run.metric, run.gold, mixed).score();
        }
    }
}
