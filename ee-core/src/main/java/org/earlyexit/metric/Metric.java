package org.earlyexit.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;

/** A score of answers against gold labels. */
public enum Metric {
    /** The share of right answers. */
    ACCURACY,
    /** F1 of class 1 of two. */
    F1,
    /** Matthews' correlation, for any number of classes. */
    MATTHEWS,
    /** Pearson's correlation of numbers. */
    PEARSON,
    /** Spearman's rank correlation of numbers; ties share their mean rank. */
    SPEARMAN;

    /** The name by which tasks ask for it, such as {@code matthews}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The metric of that id.
     *
     * @throws IllegalArgumentException if there is none; the message lists what there is
     */
    public static Metric of(String id) {
        return Arrays.stream(values())
                .filter(metric -> metric.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No metric is called '%s'; known: %s"
                        .formatted(id, Arrays.stream(values()).map(Metric::id).toList())));
    }

    /** Whether it compares classes, so that a {@link Confusion} is all it needs, and not numbers. */
    public boolean readsClasses() {
        return this == ACCURACY || this == F1 || this == MATTHEWS;
    }

    /**
     * The score of the answers to all samples.
     *
     * @param answers the answer to a sample, by its number
     * @throws IllegalArgumentException if labels or answers are numbers where the metric reads classes, or the other
     *     way round, or a class is not one of the model's, or an answer is not finite
     */
    public MetricValue evaluate(Labels gold, IntFunction<? extends Prediction> answers) {
        if (gold.numeric() == readsClasses()) {
            throw new IllegalArgumentException("labels must be %s for the metric %s, were not"
                    .formatted(readsClasses() ? "classes" : "numbers", id()));
        }
        if (gold.size() == 0) {
            return noSamples();
        }
        return readsClasses() ? evaluate(confusion(gold, answers)) : evaluateNumbers(gold, answers);
    }

    /**
     * The score of answers that were counted already.
     *
     * @throws IllegalArgumentException if the metric reads numbers, or is F1 and there are not two classes
     */
    public MetricValue evaluate(Confusion confusion) {
        if (confusion.samples() == 0) {
            return noSamples();
        }
        return switch (this) {
            case ACCURACY -> ClassScores.accuracy(confusion);
            case F1 -> ClassScores.f1(confusion);
            case MATTHEWS -> ClassScores.matthews(confusion);
            case PEARSON, SPEARMAN -> throw readsNumbers();
        };
    }

    /**
     * The score alone of answers that were counted already: the value of {@link #evaluate(Confusion)} without its
     * standard error, for those who score thousands of resamples.
     *
     * @return the score; 0 where it is undefined
     * @throws IllegalArgumentException if the metric reads numbers, or is F1 and there are not two classes
     */
    public double score(Confusion confusion) {
        if (confusion.samples() == 0) {
            return 0;
        }
        return switch (this) {
            case ACCURACY -> ClassScores.accuracyOf(confusion);
            case F1 -> ClassScores.f1Of(confusion);
            case MATTHEWS -> ClassScores.matthewsOf(confusion);
            case PEARSON, SPEARMAN -> throw readsNumbers();
        };
    }

    private IllegalArgumentException readsNumbers() {
        return new IllegalArgumentException("the metric %s must read numbers, not classes".formatted(id()));
    }

    private static MetricValue noSamples() {
        return MetricValue.undefined(0, "no samples");
    }

    private static Confusion confusion(Labels gold, IntFunction<? extends Prediction> answers) {
        Confusion confusion = new Confusion(distribution(answers.apply(0)).classes());
        gold.requireClasses(confusion.classes());
        for (int i = 0; i < gold.size(); i++) {
            confusion.add(gold.classAt(i), distribution(answers.apply(i)).argmax(), 1);
        }
        return confusion;
    }

    private MetricValue evaluateNumbers(Labels gold, IntFunction<? extends Prediction> answers) {
        double[] values = new double[gold.size()];
        double[] answered = new double[gold.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = gold.valueAt(i);
            answered[i] = number(i, answers.apply(i));
        }
        return this == PEARSON ? Correlations.pearson(values, answered) : Correlations.spearman(values, answered);
    }

    private static ClassDistribution distribution(Prediction answer) {
        if (answer instanceof ClassDistribution distribution) {
            return distribution;
        }
        throw new IllegalArgumentException("answers must be distributions over classes, was " + answer);
    }

    private static double number(int sample, Prediction answer) {
        if (answer instanceof RegressionValue number && Double.isFinite(number.value())) {
            return number.value();
        }
        throw new IllegalArgumentException(
                "the answer to sample %d must be a finite number, was %s".formatted(sample, answer));
    }
}
