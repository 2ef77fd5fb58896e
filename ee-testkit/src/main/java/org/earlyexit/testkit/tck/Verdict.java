package org.earlyexit.testkit.tck;

/**
 * Whether one rule holds for one thing that a jar offers.
 *
 * @param offer such as {@code method pabee}
 * @param rule as a sentence
 * @param outcome whether it holds
 * @param why one line where it does not hold or was not asked, else empty
 */
public record Verdict(String offer, String rule, Outcome outcome, String why) {

    /** What came of a rule. */
    public enum Outcome {
        /** It is being looked at. */
        BEGUN,
        HOLDS,
        BROKEN,
        /** It does not apply. */
        NOT_ASKED
    }

    /** The verdict as one line without its end. */
    public String line() {
        return String.join("\t", outcome.name(), flat(offer), flat(rule), flat(why));
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Verdict parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException("a verdict must have four parts, was '%s'".formatted(line));
        }
        return new Verdict(parts[1], parts[2], Outcome.valueOf(parts[0]), parts[3]);
    }

    private static String flat(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
