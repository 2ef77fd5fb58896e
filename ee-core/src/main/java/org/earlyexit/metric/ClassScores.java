package org.earlyexit.metric;

import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The scores that a confusion table holds. */
final class ClassScores {

    private ClassScores() {}

    /** The share of right answers {@code p}, with {@code sqrt(p (1 - p) / n)}, that of a binomial share. */
    static MetricValue accuracy(Confusion confusion) {
        int n = confusion.samples();
        double p = accuracyOf(confusion);
        return MetricValue.of(p, n, OptionalDouble.of(Math.sqrt(p * (1 - p) / n)));
    }

    /**
     * F1 of class 1 of two, {@code 2 TP / (2 TP + FP + FN)}; 0 and degenerate where the class neither occurs nor is
     * answered.
     */
    static MetricValue f1(Confusion confusion) {
        requireTwoClasses(confusion);
        int n = confusion.samples();
        return confusion.count(0, 0) == n
                ? MetricValue.degenerate(n)
                : MetricValue.of(f1Of(confusion), n, jackknife(confusion, ClassScores::f1Of));
    }

    /**
     * Matthews' correlation for any number of classes, {@code R_K} of Gorodkin, Comput. Biol. Chem. 28 (2004): with
     * {@code c} right answers of {@code n}, {@code t_k} samples of class {@code k} and {@code p_k} answers of it,
     *
     * <pre>{@code (c n - sum_k p_k t_k) / sqrt((n^2 - sum_k p_k^2) (n^2 - sum_k t_k^2))}</pre>
     *
     * <p>For two classes it is the phi coefficient. 0 and degenerate where only one class occurs or is answered.
     */
    static MetricValue matthews(Confusion confusion) {
        int n = confusion.samples();
        return new Margins(confusion).onlyOneClass()
                ? MetricValue.degenerate(n)
                : MetricValue.of(matthewsOf(confusion), n, jackknife(confusion, ClassScores::matthewsOf));
    }

    /**
     * The jackknife's standard error, {@code sqrt((n - 1)/n * sum_i (s_i - mean)^2)} with {@code s_i} the score without
     * sample {@code i} (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, equation 11.5). Samples of one
     * cell have one {@code s_i}, so it is exact after as many scores as there are cells.
     */
    private static OptionalDouble jackknife(Confusion confusion, ToDoubleFunction<Confusion> score) {
        int n = confusion.samples();
        if (n < 2) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        double sumOfSquares = 0;
        double whole = score.applyAsDouble(confusion);
        for (int gold = 0; gold < confusion.classes(); gold++) {
            for (int answer = 0; answer < confusion.classes(); answer++) {
                int count = confusion.count(gold, answer);
                if (count > 0) {
                    confusion.add(gold, answer, -1);
                    double shift = score.applyAsDouble(confusion) - whole;
                    confusion.add(gold, answer, 1);
                    sum += count * shift;
                    sumOfSquares += count * shift * shift;
                }
            }
        }
        double squaredDeviations = Math.max(0, sumOfSquares - sum * sum / n);
        return OptionalDouble.of(Math.sqrt((n - 1.0) / n * squaredDeviations));
    }

    static double accuracyOf(Confusion confusion) {
        return (double) right(confusion) / confusion.samples();
    }

    static double f1Of(Confusion confusion) {
        requireTwoClasses(confusion);
        int twiceRight = 2 * confusion.count(1, 1);
        int all = twiceRight + confusion.count(0, 1) + confusion.count(1, 0);
        return all == 0 ? 0 : (double) twiceRight / all;
    }

    private static void requireTwoClasses(Confusion confusion) {
        if (confusion.classes() != 2) {
            throw new IllegalArgumentException(
                    "f1 must have two classes, the second of them positive, had " + confusion.classes());
        }
    }

    static double matthewsOf(Confusion confusion) {
        Margins margins = new Margins(confusion);
        if (margins.onlyOneClass()) {
            return 0;
        }
        long n = confusion.samples();
        double numerator = right(confusion) * n - margins.products;
        return numerator / (Math.sqrt((double) margins.ofAnswers) * Math.sqrt((double) margins.ofGold));
    }

    private static long right(Confusion confusion) {
        long right = 0;
        for (int label = 0; label < confusion.classes(); label++) {
            right += confusion.count(label, label);
        }
        return right;
    }

    /** The three sums over classes that Matthews' correlation is made of. */
    private static final class Margins {

        /** {@code sum_k p_k t_k}. */
        final long products;
        /** {@code n^2 - sum_k p_k^2}. */
        final long ofAnswers;
        /** {@code n^2 - sum_k t_k^2}. */
        final long ofGold;

        Margins(Confusion confusion) {
            long productSum = 0;
            long answerSquares = 0;
            long goldSquares = 0;
            for (int label = 0; label < confusion.classes(); label++) {
                long answered = 0;
                long gold = 0;
                for (int other = 0; other < confusion.classes(); other++) {
                    answered += confusion.count(other, label);
                    gold += confusion.count(label, other);
                }
                productSum += answered * gold;
                answerSquares += answered * answered;
                goldSquares += gold * gold;
            }
            long n = confusion.samples();
            products = productSum;
            ofAnswers = n * n - answerSquares;
            ofGold = n * n - goldSquares;
        }

        boolean onlyOneClass() {
            return ofAnswers == 0 || ofGold == 0;
        }
    }
}
