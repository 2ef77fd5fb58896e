package org.earlyexit.model;

/** Whether dropout and gradients are on. */
public enum Phase {
    /** No dropout, no gradients, the fastest kernel. */
    INFERENCE,
    /** Dropout on, gradients flow to the parameters. */
    TRAINING
}
