package org.earlyexit.spi;

/** What every layer answered to samples that were kept from training, and what is right. */
public interface HeldOut {

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

    /** The right answer: the number of a class, or a value. */
    double gold(int sample);
}
