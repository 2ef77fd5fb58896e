package org.earlyexit.spi;

/** A pooled vector of one sample at one layer, for the few strategies that ask for it; empty for all others. */
public final class Feature {

    /** No feature: the strategy did not ask. */
    public static final Feature EMPTY = new Feature();

    private final float[] values;

    public Feature(float... values) {
        this.values = values.clone();
    }

    /** How many numbers there are, {@code D}; 0 where none were asked for. */
    public int size() {
        return values.length;
    }

    /** The number at an index counted from 0. */
    public float value(int index) {
        return values[index];
    }
}
