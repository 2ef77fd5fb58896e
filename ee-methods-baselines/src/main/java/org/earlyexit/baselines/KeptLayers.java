package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.RowSet;
import org.earlyexit.train.ControllerSpec;

/**
 * Runs some layers for every sample and leaves the others out, evenly spread: the {@code i}-th that runs is layer
 * {@code ceil(i L / k)}, so that the last one does.
 *
 * @param kept how many run, {@code k}, at least 1
 * @param layers of the backbone, {@code L}
 */
record KeptLayers(int kept, int layers) implements ControllerSpec {

    KeptLayers {
        if (kept < 1 || kept > layers) {
            throw new IllegalArgumentException("kept must be in 1..%d, was %d".formatted(layers, kept));
        }
    }

    @Override
    public Controller build(List<AuxModule> auxModules) {
        return new Pruned(kept, layers);
    }

    @Override
    public Map<String, Double> numbers() {
        return Map.of("kept", (double) kept);
    }

    private record Pruned(int kept, int layers) implements Controller {

        @Override
        public LayerAction before(int layer, History upTo) {
            int rows = upTo.current().rows();
            return new LayerAction.RunRows(
                    runs(layer) ? RowSet.of(IntStream.range(0, rows).toArray()) : RowSet.of());
        }

        private boolean runs(int layer) {
            return IntStream.rangeClosed(1, kept).anyMatch(i -> layer == (i * layers + kept - 1) / kept);
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
