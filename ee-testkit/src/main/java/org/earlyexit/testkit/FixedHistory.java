package org.earlyexit.testkit;

import java.util.List;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerState;

/**
 * A history made by hand, for tests of classifiers and auxiliary modules.
 *
 * @param states the states after layers 0, 1, 2, …
 * @param outputs what the classifiers of layers 1, 2, … said; fewer where some have not answered yet
 */
public record FixedHistory(List<LayerState> states, List<ClassifierOutput> outputs) implements History {

    public FixedHistory {
        states = List.copyOf(states);
        outputs = List.copyOf(outputs);
    }

    @Override
    public int layer() {
        return states.size() - 1;
    }

    @Override
    public LayerState state(int layer) {
        if (layer < 0 || layer > layer()) {
            throw new IllegalArgumentException("layer must be in 0..%d, was %d".formatted(layer(), layer));
        }
        return states.get(layer);
    }

    @Override
    public ClassifierOutput output(int layer) {
        if (layer < 1 || layer > outputs.size()) {
            throw new IllegalArgumentException("layer must be in 1..%d, was %d".formatted(outputs.size(), layer));
        }
        return outputs.get(layer - 1);
    }
}
