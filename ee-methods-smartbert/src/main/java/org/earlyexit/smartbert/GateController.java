package org.earlyexit.smartbert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.RowSet;

/** What {@link SkippingGates} builds: skips a layer for a row where {@code g_l >= s}. */
record GateController(GatePerLayer gates, double threshold) implements Controller {

    @Override
    public LayerAction before(int layer, History upTo) {
        float[] said = said(layer, upTo.current());
        List<Float> kept = new ArrayList<>(said.length);
        for (float gate : said) {
            kept.add(gate);
        }
        int[] running = IntStream.range(0, said.length)
                .filter(row -> threshold == 1 || said[row] < threshold) // a gate may be rounded to 1
                .toArray();
        return new LayerAction.RunRows(RowSet.of(running), kept);
    }

    @Override
    public MacCount macs(int layer, int tokens) {
        return gates.gateMacs(layer, tokens);
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
            NDArray gate = gates.gate(layer, state);
            return gate.toFloatArray();
        }
    }
}
