package org.earlyexit.consistentee;

/** Where the epochs, batches and rate of the first stage come from, which the rates of the others are multiples of. */
public enum Schedule {
    /** From the suite, equal for all methods. */
    SUITE,
    /** From the published code: 5 epochs in batches of 16 at 1e-5, then batches of 32; no warm-up, no weight decay. */
    PUBLISHED;

    /** Samples of a batch of the second and third stage. */
    static final int PUBLISHED_BATCH = 32;
}
