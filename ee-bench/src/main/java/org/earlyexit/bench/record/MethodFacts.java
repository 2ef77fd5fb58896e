package org.earlyexit.bench.record;

import java.util.Collections;
import java.util.Map;

/**
 * The method of a run.
 *
 * @param id its name in a suite, such as {@code pabee}
 * @param label the name of its row, unique in a run
 * @param displayName its name in prose, such as {@code PABEE}
 * @param preset the settings it started from, empty if none has a name
 * @param settings its settings as they were used, as text
 * @param paper where it comes from, empty for a reference row
 * @param reference whether the row is there to compare with, not to be compared: full model, majority, oracle and such
 * @param unattainable whether the row uses the gold labels, as an oracle does
 */
public record MethodFacts(
        String id,
        String label,
        String displayName,
        String preset,
        Map<String, String> settings,
        String paper,
        boolean reference,
        boolean unattainable) {

    public MethodFacts {
        Checks.filled("method.id", id);
        Checks.filled("method.label", label);
        Checks.filled("method.displayName", displayName);
        Checks.text("method.preset", preset);
        settings = Collections.unmodifiableMap(Checks.sorted("method.settings", settings));
        Checks.text("method.paper", paper);
    }
}
