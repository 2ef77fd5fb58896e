package org.earlyexit.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.earlyexit.model.ModelException;

/** Compares the tensors that a model needs with those that a file has. */
public final class TensorAudit {

    private static final int LISTED = 20;

    private TensorAudit() {}

    /**
     * Demands the same names and shapes on both sides.
     *
     * @param source what was read, for the message: a file or folder
     * @param needed names and shapes of the model
     * @param found names and shapes of the file
     * @throws ModelException if they differ; the message lists up to 20 differences
     */
    public static void require(
            String source, SortedMap<String, List<Long>> needed, SortedMap<String, List<Long>> found) {
        List<String> differences = differences(needed, found);
        if (differences.isEmpty()) {
            return;
        }
        int shown = Math.min(LISTED, differences.size());
        String more = differences.size() > shown ? "; and %d more".formatted(differences.size() - shown) : "";
        throw new ModelException(
                "%s must have the tensors of the model, %d differ: %s%s; check that config and weights belong together"
                        .formatted(source, differences.size(), String.join("; ", differences.subList(0, shown)), more));
    }

    private static List<String> differences(SortedMap<String, List<Long>> needed, SortedMap<String, List<Long>> found) {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, List<Long>> tensor : needed.entrySet()) {
            List<Long> shape = found.get(tensor.getKey());
            if (shape == null) {
                differences.add("'%s' is missing".formatted(tensor.getKey()));
            } else if (!shape.equals(tensor.getValue())) {
                differences.add("'%s' must have shape %s, had %s".formatted(tensor.getKey(), tensor.getValue(), shape));
            }
        }
        for (String name : found.keySet()) {
            if (!needed.containsKey(name)) {
                differences.add("'%s' is unexpected".formatted(name));
            }
        }
        return differences;
    }
}
