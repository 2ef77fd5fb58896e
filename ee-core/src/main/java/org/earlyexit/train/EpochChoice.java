package org.earlyexit.train;

import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.metric.MetricValue;

/**
 * Keeps the epoch that answers best: after each one the stopping part is run as the model is used, with its own
 * controller and without exits. Of equally good epochs the last is kept.
 *
 * @param metric what the answers are scored by
 * @param first the first epoch that may be kept, from 1
 */
public record EpochChoice(Metric metric, int first) {

    public EpochChoice {
        if (first < 1) {
            throw new IllegalArgumentException("first must be at least 1, was " + first);
        }
    }

    /** The score; where it is undefined, less than any other. */
    double score(Outcomes outcomes, Labels gold) {
        MetricValue value = metric.evaluate(gold, outcomes::answer);
        return value.defined() ? value.value() : -Double.MAX_VALUE;
    }
}
