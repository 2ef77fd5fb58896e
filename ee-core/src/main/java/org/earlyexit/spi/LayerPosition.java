package org.earlyexit.spi;

/**
 * One layer among all, so that nobody adds or forgets a 1.
 *
 * @param number the layer, from 1
 * @param count the layers of the model, {@code L}
 */
public record LayerPosition(int number, int count) {

    public LayerPosition {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("layer must be in 1..%d, was %d".formatted(count, number));
        }
    }

    /** Whether this is the last layer, where a sample leaves whatever a strategy thinks. */
    public boolean isLast() {
        return number == count;
    }
}
