package org.earlyexit.trace;

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
}
