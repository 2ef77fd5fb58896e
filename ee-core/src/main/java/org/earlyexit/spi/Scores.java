package org.earlyexit.spi;

import java.util.List;

/**
 * Named numbers that auxiliary modules say of one sample at one layer, such as the exit probability of a policy
 * network.
 */
public final class Scores {

    /** No scores at all. */
    public static final Scores NONE = new Scores(List.of());

    private final List<String> names;
    private final float[] values;

    /**
     * Names numbers.
     *
     * @param names one name a value, without doubles
     * @param values the numbers
     * @throws IllegalArgumentException if there are not as many values as names
     */
    public Scores(List<String> names, float... values) {
        if (names.size() != values.length) {
            throw new IllegalArgumentException(
                    "scores must be as many as their names %s, were %d".formatted(names, values.length));
        }
        this.names = List.copyOf(names);
        this.values = values.clone();
    }

    /** The names, in the order of the modules that say them. */
    public List<String> names() {
        return names;
    }

    /**
     * The number of that name.
     *
     * @throws IllegalArgumentException if nothing says it; the message lists what there is
     */
    public double value(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("No score is called '%s'; this model says: %s".formatted(name, names));
        }
        return values[index];
    }
}
