package org.earlyexit.baselines;

/** The settings of what has none. */
public record NoSettings() {}
