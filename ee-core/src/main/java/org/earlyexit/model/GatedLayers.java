package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Runs a layer for the rows whose gate says so, as the model is used; the others skip it.
 *
 * @param gate says the numbers
 * @param runs whether a row of that number runs
 */
public record GatedLayers(LayerGate gate, DoublePredicate runs) implements Controller {

    @Override
    public LayerAction before(int layer, History upTo) {
        float[] said = said(layer, upTo.current());
        List<Float> kept = new ArrayList<>(said.length);
        for (float number : said) {
            kept.add(number);
        }
        int[] running = IntStream.range(0, said.length)
                .filter(row -> runs.test(said[row]))
                .toArray();
        return new LayerAction.RunRows(RowSet.of(running), kept);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return gate.gateMacs(layer, tokens);
    }

    @Override
    public boolean passive() {
        return false;
    }

    /** Frees at once whatever the gate made on the way. */
    private float[] said(int layer, LayerState state) {
        try (NDManager scope = state.manager().newSubManager()) {
            state.hidden().tempAttach(scope);
            state.mask().tempAttach(scope);
            NDArray numbers = gate.gate(layer, state);
            return numbers.toFloatArray();
        }
    }
}
