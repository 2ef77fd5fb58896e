package org.earlyexit.bench.stats;

import java.util.function.IntToDoubleFunction;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;

/**
 * The score of one run's answers by one metric, when samples are drawn again or exchanged with another run's: what
 * bootstrap and permutation test ask ten thousand times.
 */
public sealed interface RunScore permits ClassRunScore, NumberRunScore {

    /**
     * Prepares the answers of a run.
     *
     * @param metric what to score by
     * @param gold the labels of {@code N} samples
     * @param answers the answer to each: a class from 0, or a number
     */
    static RunScore of(Metric metric, Labels gold, IntToDoubleFunction answers) {
        return metric.readsClasses()
                ? ClassRunScore.of(metric, gold, answers)
                : NumberRunScore.of(metric, gold, answers);
    }

    /** How many samples there are. */
    int samples();

    /** The score of all samples as they are; 0 where it is undefined. */
    double score();

    /** The score when samples count as often as they were drawn. */
    double score(Resample drawn);

    /** The run with the samples marked whose bit of the mask is set. */
    Marked marked(long[] mask);

    /**
     * The score with the other run's answers wherever a bit of the mask is set.
     *
     * @throws IllegalArgumentException if the other run is of another metric or split
     */
    default double exchanged(RunScore other, long[] mask) {
        return marked(mask).exchanged(other.marked(mask));
    }

    /**
     * A run with some samples marked. What its marked samples add to the score is counted once, however many runs they
     * are then exchanged with.
     */
    interface Marked {

        /**
         * The score with the other run's answers to the marked samples, which must be the same ones.
         *
         * @throws IllegalArgumentException if the other run is of another metric or split
         */
        double exchanged(Marked other);
    }
}
