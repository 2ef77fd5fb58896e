package org.earlyexit.train;

import java.util.List;

/** The order in which a stage sees its samples. */
interface BatchOrder {

    /** How many batches an epoch has. */
    int batches();

    /**
     * The sample numbers of each batch, counted from 0.
     *
     * @param epoch from 1
     */
    List<int[]> epoch(int epoch);
}
