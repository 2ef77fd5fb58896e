package org.earlyexit.bench.glue.builtin;

import java.util.Optional;
import org.earlyexit.bench.glue.Label;

/**
 * What a grammar wrote, before it has a place in a split.
 *
 * @param hardness how many rules it takes to get from the words to the answer, from 1 to 5
 */
record Draft(String first, Optional<String> second, Label label, int hardness) {

    static Draft single(String text, int answer, int hardness) {
        return new Draft(text, Optional.empty(), new Label.ClassLabel(answer), hardness);
    }

    static Draft pair(String first, String second, int answer, int hardness) {
        return new Draft(first, Optional.of(second), new Label.ClassLabel(answer), hardness);
    }
}
