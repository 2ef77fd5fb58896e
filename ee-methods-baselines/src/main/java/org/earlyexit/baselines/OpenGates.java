package org.earlyexit.baselines;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.RowSet;
import org.earlyexit.train.ControllerSpec;

/** Runs a layer for the samples whose {@linkplain SkipGates gate} is at 0 or above, as the model is used. */
record OpenGates() implements ControllerSpec {

    @Override
    public Controller build(List<AuxModule> auxModules) {
        return new Gated(SkipGates.Module.among(auxModules));
    }

    private record Gated(SkipGates.Module gates) implements Controller {

        @Override
        public LayerAction before(int layer, History upTo) {
            float[] worth = worth(layer, upTo.current());
            List<Float> said = new ArrayList<>(worth.length);
            for (float each : worth) {
                said.add(each);
            }
            int[] running = IntStream.range(0, worth.length)
                    .filter(row -> worth[row] >= 0)
                    .toArray();
            return new LayerAction.RunRows(RowSet.of(running), said);
        }

        /** Frees at once whatever the gate made on the way. */
        private float[] worth(int layer, LayerState state) {
            try (NDManager scope = state.manager().newSubManager()) {
                state.hidden().tempAttach(scope);
                NDArray worth = gates.worth(layer, state);
                return worth.toFloatArray();
            }
        }

        @Override
        public MacCount macs(int layer, int tokens) {
            return gates.gateMacs();
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
