package org.earlyexit.spi;

/**
 * A setting that trades score for speed without training again. Its name is that of a component of the strategy's
 * settings, so that a sweep is the same settings with another value.
 *
 * @param name the component's name, such as {@code threshold}
 * @param range the values that make sense
 * @param direction which way the cost goes when it is raised
 */
public record Knob(String name, Range range, CostDirection direction) {

    /**
     * An interval, both ends included.
     *
     * @param least the smallest value
     * @param greatest the largest value
     * @param whole whether only whole numbers count
     */
    public record Range(double least, double greatest, boolean whole) {
        public Range {
            if (!(least <= greatest)) {
                throw new IllegalArgumentException(
                        "a range must not end before it begins, was %s..%s".formatted(least, greatest));
            }
        }

        /** The whole numbers from one to another. */
        public static Range wholeNumbers(int least, int greatest) {
            return new Range(least, greatest, true);
        }

        /** The real numbers from one to another. */
        public static Range of(double least, double greatest) {
            return new Range(least, greatest, false);
        }
    }
}
