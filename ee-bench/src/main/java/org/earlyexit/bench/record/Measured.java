package org.earlyexit.bench.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A measured number that never travels without its unit and its sample count.
 *
 * @param value the number, or null where it is undefined (never NaN); then the note says why
 * @param unit what it counts, such as {@code share} or {@code coefficient}
 * @param n over how many samples
 * @param standardError over those samples, or null where it is not known
 * @param note what a reader must know of this number, empty if nothing
 */
public record Measured(
        @Nullable Double value,
        String unit,
        int n,
        @Nullable Double standardError,
        String note) {

    public Measured {
        Checks.finite("value", value);
        Checks.filled("unit", unit);
        Checks.notNegative("n", n);
        Checks.finite("standardError", standardError);
        Checks.text("note", note);
        if (value == null && note.isBlank()) {
            throw new IllegalArgumentException("a measured value without a number must have a note that says why");
        }
    }

    /** A number with its standard error. */
    public static Measured of(double value, String unit, int n, double standardError) {
        return new Measured(value, unit, n, standardError, "");
    }

    /** A number that does not exist, and why. */
    public static Measured undefined(String unit, int n, String why) {
        return new Measured(null, unit, n, null, why);
    }

    /** The number, if there is one. */
    @JsonIgnore
    public Optional<Double> number() {
        return Optional.ofNullable(value);
    }
}
