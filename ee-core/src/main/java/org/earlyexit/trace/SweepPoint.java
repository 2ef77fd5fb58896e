package org.earlyexit.trace;

import java.util.List;
import org.earlyexit.metric.MetricValue;

/**
 * One point of a sweep.
 *
 * @param index which strategy of those given, from 0
 * @param exitHistogram how many samples left at each layer; index 0 is layer 1
 * @param score the answers against the gold labels
 */
public record SweepPoint(int index, List<Integer> exitHistogram, MetricValue score) {

    public SweepPoint {
        exitHistogram = List.copyOf(exitHistogram);
    }

    /** The mean of the exit layers; NaN if there is no sample. */
    public double meanExitLayer() {
        long samples = 0;
        long layers = 0;
        for (int i = 0; i < exitHistogram.size(); i++) {
            samples += exitHistogram.get(i);
            layers += (i + 1L) * exitHistogram.get(i);
        }
        return samples == 0 ? Double.NaN : (double) layers / samples;
    }
}
