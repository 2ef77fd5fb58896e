package org.earlyexit.baselines;

/** Where epochs, batches and rates come from. */
public enum Schedule {
    /** From the suite, equal for all methods. */
    SUITE,
    /** From the method's published code. */
    PUBLISHED
}
