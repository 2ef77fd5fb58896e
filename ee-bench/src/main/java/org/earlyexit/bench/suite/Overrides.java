package org.earlyexit.bench.suite;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line changes in a suite; each is recorded in the effective suite.
 *
 * @param tasks only these tasks; empty for all
 * @param methods only the rows with these labels; empty for all
 * @param seeds these instead; empty for the suite's
 * @param backbone this one instead
 * @param set settings by dotted name, such as {@code training.epochs}
 */
public record Overrides(
        List<String> tasks,
        List<String> methods,
        List<Long> seeds,
        Optional<String> backbone,
        Map<String, String> set) {

    /** The suite as it stands. */
    public static final Overrides NONE = new Overrides(List.of(), List.of(), List.of(), Optional.empty(), Map.of());

    public Overrides {
        tasks = List.copyOf(tasks);
        methods = List.copyOf(methods);
        seeds = List.copyOf(seeds);
        set = Map.copyOf(set);
    }
}
