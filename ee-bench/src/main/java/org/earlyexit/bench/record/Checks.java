package org.earlyexit.bench.record;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What every record asks of its components: nothing is missing, nothing is NaN, and maps are in the order of keys. */
final class Checks {

    private Checks() {}

    static String text(String component, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(component + " must be a text, was null");
        }
        return value;
    }

    static <T> T present(String component, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(component + " must be there, was null");
        }
        return value;
    }

    static void filled(String component, @Nullable String value) {
        if (text(component, value).isBlank()) {
            throw new IllegalArgumentException(component + " must not be blank, was '%s'".formatted(value));
        }
    }

    static void finite(String component, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException(component + " must be finite or left undefined, was " + value);
        }
    }

    static void notNegative(String component, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(component + " must not be negative, was " + value);
        }
    }

    /** A copy that keeps the order of its keys, so that equal maps are written as equal bytes. */
    static <V> Map<String, V> sorted(String component, @Nullable Map<String, V> values) {
        Map<String, V> sorted = new TreeMap<>(present(component, values));
        sorted.forEach((key, value) -> present(component + "." + key, value));
        return sorted;
    }
}
