package org.earlyexit.exit;

import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.LayerEvidence;

/** Reads answers that must be classes. */
final class ClassAnswers {

    private ClassAnswers() {}

    /**
     * The answer as a distribution.
     *
     * @param purpose what it is for, as the message goes on: "to be the same class"
     * @throws IllegalArgumentException if it is a number
     */
    static ClassDistribution of(LayerEvidence evidence, String purpose) {
        if (evidence.prediction() instanceof ClassDistribution distribution) {
            return distribution;
        }
        throw new IllegalArgumentException(
                "answers must be distributions over classes %s, was %s".formatted(purpose, evidence.prediction()));
    }
}
