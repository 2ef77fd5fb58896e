package org.earlyexit.spi;

/**
 * Which way the mean cost goes when a knob is raised; declared, so that sweeps, plots and tests need no special case.
 */
public enum CostDirection {
    /** Raising the knob makes samples leave earlier, as with an entropy threshold. */
    RAISING_IS_FASTER,
    /** Raising the knob makes samples leave later, as with patience. */
    RAISING_IS_SLOWER
}
