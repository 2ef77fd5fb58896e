package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Which part of a batch a layer runs for. */
public sealed interface LayerAction {

    /** Every row, every token. */
    LayerAction RUN_ALL = new RunAll();

    /** Every row, every token. */
    record RunAll() implements LayerAction {}

    /**
     * Some rows run; the others skip the layer and keep their states bit for bit.
     *
     * @param rows the rows that run
     */
    record RunRows(RowSet rows) implements LayerAction {}

    /**
     * In each row some tokens are computed anew; the others are frozen and serve as keys and values with the states
     * they have.
     *
     * @param queries for each row of the batch the positions that are computed
     */
    record RunQueries(List<RowSet> queries) implements LayerAction {
        public RunQueries {
            queries = List.copyOf(queries);
        }
    }

    /** Every row runs, and the result is blended with the input: {@code h = (1 - w) f(x) + w x}. For training gates. */
    final class SoftGate implements LayerAction {
        private final NDArray skipWeights;

        /** @param skipWeights {@code w}, float32 (B), in [0, 1]; gradients flow through it */
        public SoftGate(NDArray skipWeights) {
            this.skipWeights = skipWeights;
        }

        /** {@code w}, float32 (B). */
        public NDArray skipWeights() {
            return skipWeights;
        }
    }
}
