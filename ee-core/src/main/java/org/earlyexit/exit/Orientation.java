package org.earlyexit.exit;

/** Which end of a signal speaks for leaving. */
public enum Orientation {
    /** A sample leaves below a threshold, as with entropy. */
    LOW_MEANS_STOP {
        @Override
        public boolean stops(double value, double threshold) {
            return value < threshold;
        }
    },
    /** A sample leaves at a threshold or above, as with the largest probability. */
    HIGH_MEANS_STOP {
        @Override
        public boolean stops(double value, double threshold) {
            return value >= threshold;
        }
    };

    /** Whether a value speaks for leaving; never so for NaN. */
    public abstract boolean stops(double value, double threshold);
}
