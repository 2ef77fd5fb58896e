package org.earlyexit.trace;

import org.earlyexit.metric.Labels;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;

/** What every layer answers for every sample. */
public interface LayerAnswers {

    /** How many samples there are, {@code N}. */
    int samples();

    /** How many layers there are, {@code L}. */
    int layers();

    /**
     * What a layer answered.
     *
     * @param sample from 0
     * @param layer from 1
     */
    Prediction prediction(int sample, int layer);

    /** Whether the class that a layer answered is the gold one; never where answers are numbers. */
    default boolean right(int sample, int layer, Labels gold) {
        return prediction(sample, layer) instanceof ClassDistribution answer && answer.argmax() == gold.classAt(sample);
    }
}
