package org.earlyexit.report.plot;

/**
 * A place in a figure that says more when it is pointed at.
 *
 * @param x where it is, in the figure's units from the left
 * @param y from the top
 * @param text the exact values there
 */
record Spot(double x, double y, String text) {}
