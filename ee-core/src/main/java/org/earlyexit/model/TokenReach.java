package org.earlyexit.model;

/** Which tokens of the states a module looks at. */
public enum TokenReach {
    /** Any of them. */
    EVERY_TOKEN,
    /** The first one only, so that the others need not be kept once the layers have run. */
    FIRST_TOKEN
}
