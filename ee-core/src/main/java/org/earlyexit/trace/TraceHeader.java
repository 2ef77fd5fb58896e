package org.earlyexit.trace;

import java.util.List;
import java.util.Map;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.spi.TaskKind;

/**
 * What a trace is of.
 *
 * @param kind what the task asks for, and with it the {@code C} outputs of a classifier
 * @param layers layers that were run, {@code L}
 * @param scoreNames what the auxiliary modules say, {@code S} names
 * @param rowIds which row of the split each sample is, {@code N} of them
 * @param tokens how many tokens each sample has, special tokens included, {@code N} of them
 * @param provenance what it was made from and with; kept in the order of its keys
 */
public record TraceHeader(
        TaskKind kind,
        int layers,
        List<String> scoreNames,
        List<String> rowIds,
        List<Integer> tokens,
        Map<String, String> provenance) {

    public TraceHeader {
        if (layers < 1 || layers > Outcomes.MOST_LAYERS) {
            throw new IllegalArgumentException(
                    "layers must be in 1..%d, was %d".formatted(Outcomes.MOST_LAYERS, layers));
        }
        if (tokens.size() != rowIds.size()) {
            throw new IllegalArgumentException(
                    "tokens must be as many as the %d row ids, were %d".formatted(rowIds.size(), tokens.size()));
        }
        scoreNames = List.copyOf(scoreNames);
        rowIds = List.copyOf(rowIds);
        tokens = List.copyOf(tokens);
        provenance = Map.copyOf(provenance);
    }

    /** How many samples there are, {@code N}. */
    public int samples() {
        return rowIds.size();
    }

    /** How many numbers a classifier puts out, {@code C}; 1 for a regression. */
    public int outputs() {
        return kind.outputs();
    }
}
