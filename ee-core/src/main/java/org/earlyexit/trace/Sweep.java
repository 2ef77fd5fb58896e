package org.earlyexit.trace;

import java.util.List;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;

/** Many strategies over one trace. Points are counted from 0, in the order of the strategies given. */
public sealed interface Sweep permits PlainSweep, ThresholdSweep {

    /** How many points there are, {@code K}. */
    int size();

    /** What one point gave for each sample; worked out when asked for, and readable while the trace is open. */
    Outcomes outcomes(int point);

    /**
     * The score and the exit layers of every point.
     *
     * @throws IllegalArgumentException if there are not as many labels as samples, or the metric does not fit them
     */
    List<SweepPoint> points(Metric metric, Labels gold);
}
