package org.earlyexit.toy;

import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.RowSet;

/** Skips a layer for the rows whose first token has a number above 0 at one place, another place for each layer. */
public final class ToyGate implements Controller {

    @Override
    public LayerAction before(int layer, History upTo) {
        float[] numbers = upTo.current()
                .hidden()
                .get(new NDIndex(":, 0, {}", layer % ToyBackbone.HIDDEN))
                .toFloatArray();
        List<Float> gates = new ArrayList<>();
        for (float number : numbers) {
            gates.add(number);
        }
        int[] running = IntStream.range(0, numbers.length)
                .filter(row -> numbers[row] <= 0)
                .toArray();
        return new LayerAction.RunRows(RowSet.of(running), gates);
    }

    @Override
    public boolean passive() {
        return false;
    }
}
