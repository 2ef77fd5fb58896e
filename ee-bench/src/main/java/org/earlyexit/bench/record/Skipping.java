package org.earlyexit.bench.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What gates did at an operating point of a method that skips layers.
 *
 * @param setting of the gates, such as {@code skip-threshold}
 * @param idle whether at this setting every layer runs by design, so that exits are measured alone
 * @param how {@code run} where the model ran as it says, {@code replayed} where exits were replayed over such a run; a
 *     setting of the gates is never replayed
 * @param skippedHistogram how many samples reached each layer and skipped it; the first number is layer 1
 * @param executedByExit how many layers were run by all samples that left at each layer; the first number is layer 1
 * @param gates what the gate of each layer said, empty where gates say no number
 */
public record Skipping(
        Map<String, Double> setting,
        boolean idle,
        String how,
        List<Integer> skippedHistogram,
        List<Integer> executedByExit,
        List<GateRow> gates) {

    /** How it is said that the model ran. */
    public static final String RUN = "run";

    /** How it is said that exits were replayed. */
    public static final String REPLAYED = "replayed";

    public Skipping {
        setting = Collections.unmodifiableMap(Checks.sorted("skipping.setting", setting));
        if (!RUN.equals(how) && !REPLAYED.equals(how)) {
            throw new IllegalArgumentException("skipping.how must be 'run' or 'replayed', was '%s'".formatted(how));
        }
        skippedHistogram = List.copyOf(Checks.present("skipping.skippedHistogram", skippedHistogram));
        executedByExit = List.copyOf(Checks.present("skipping.executedByExit", executedByExit));
        gates = List.copyOf(Checks.present("skipping.gates", gates));
    }
}
