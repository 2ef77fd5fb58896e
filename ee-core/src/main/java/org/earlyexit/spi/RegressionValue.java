package org.earlyexit.spi;

/**
 * A predicted number.
 *
 * @param value the number, in the units of the task's labels
 */
public record RegressionValue(double value) implements Prediction {}
