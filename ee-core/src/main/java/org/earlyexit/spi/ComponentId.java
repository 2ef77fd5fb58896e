package org.earlyexit.spi;

import java.util.regex.Pattern;

/**
 * The name by which a suite or a command names a method, a strategy, a backbone or a classifier: lower-case words and
 * numbers joined by hyphens, at most 64 characters, such as {@code max-probability}.
 *
 * @param value the name itself
 */
public record ComponentId(String value) implements Comparable<ComponentId> {

    private static final int LONGEST = 64;
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public ComponentId {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a component id must be lower-case words joined by hyphens, at most %d characters, was '%s'"
                            .formatted(LONGEST, value));
        }
    }

    @Override
    public int compareTo(ComponentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
