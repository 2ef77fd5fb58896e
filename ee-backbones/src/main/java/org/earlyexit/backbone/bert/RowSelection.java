package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.RowSet;

/** Runs a layer for some rows; the others are copied. Written as one selection, so that gradients reach both. */
final class RowSelection {

    private final LayerState in;
    private final RowSet rows;

    RowSelection(LayerState in, RowSet rows) {
        int[] numbers = rows.toArray();
        if (numbers.length > 0 && numbers[numbers.length - 1] >= in.rows()) {
            throw new IllegalArgumentException(
                    "rows that run must be among the %d of the batch, were %s".formatted(in.rows(), rows));
        }
        this.in = in;
        this.rows = rows;
    }

    /** (B, T, D), in the manager of the state. */
    NDArray run(LayerKernel kernel, LayerWeights weights) {
        NDManager home = in.manager();
        NDArray hidden = in.hidden();
        try (NDManager scratch = home.newSubManager()) {
            NDArray all = hidden;
            if (rows.size() > 0) {
                NDArray index = HostArrays.of(scratch, numbers(), rows.size());
                NDArray states = take(hidden, index, scratch); // (R, T, D)
                NDArray masks = take(in.mask(), index, scratch); // (R, 1, 1, T)
                NDArray computed = kernel.run(weights, states, states, masks, in.phase());
                all = computed.concat(hidden, 0); // (R + B, T, D)
            }
            NDArray result = take(all, HostArrays.of(scratch, sources(), in.rows()), scratch);
            result.attach(home);
            return result;
        }
    }

    private long[] numbers() {
        return Arrays.stream(rows.toArray()).asLongStream().toArray();
    }

    /** Where each row comes from: the computed rows come first, the old ones after them. */
    private long[] sources() {
        long[] sources = new long[in.rows()];
        Arrays.setAll(sources, row -> rows.size() + (long) row);
        int[] numbers = rows.toArray();
        for (int i = 0; i < numbers.length; i++) {
            sources[numbers[i]] = i;
        }
        return sources;
    }

    private static NDArray take(NDArray from, NDArray index, NDManager scratch) {
        NDArray taken = from.get(index);
        taken.attach(scratch);
        return taken;
    }
}
