package org.earlyexit.report.result;

import java.util.List;
import java.util.Locale;
import org.earlyexit.bench.record.MethodFacts;

/**
 * A method as a row.
 *
 * @param facts the method
 */
public record MethodRow(MethodFacts facts) {

    private static final List<String> REFERENCE_ORDER = List.of("full", "majority", "truncated", "fixed", "random");

    /** The row's name, unique in a run, as the records write it. */
    public String label() {
        return facts.label();
    }

    /** The row's name to be shown. */
    public String name() {
        return PlainText.name(facts.label()) + (facts.unattainable() ? "†" : "");
    }

    /** Whether the row is there to compare with. */
    public boolean reference() {
        return facts.reference();
    }

    /** Whether this is the whole model, the first of the reference rows. */
    public boolean fullModel() {
        return reference() && rank() == 0;
    }

    /** The place among reference rows: full model, majority, truncated, fixed layer, random, others, oracle. */
    int rank() {
        if (facts.unattainable()) {
            return REFERENCE_ORDER.size() + 1;
        }
        String id = facts.id().toLowerCase(Locale.ROOT);
        for (int i = 0; i < REFERENCE_ORDER.size(); i++) {
            if (id.startsWith(REFERENCE_ORDER.get(i))) {
                return i;
            }
        }
        return REFERENCE_ORDER.size();
    }
}
