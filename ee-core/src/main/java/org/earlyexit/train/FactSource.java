package org.earlyexit.train;

import org.earlyexit.metric.Labels;
import org.earlyexit.trace.LayerAnswers;

/**
 * Something that a stage must know of each training sample before it starts, read off what the model then answers
 * without dropout. A record: its values are part of the key of whatever is trained with it.
 */
public interface FactSource {

    /** What terms and weightings ask for, and files are called by: lower-case words joined by hyphens. */
    String name();

    /** Whether it is read off anew where an earlier stage knew it already. */
    boolean refresh();

    /**
     * The numbers.
     *
     * @param answers what every classifier says of every training sample
     * @param gold the labels
     * @return one a sample
     */
    float[] of(LayerAnswers answers, Labels gold);
}
