package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which part of a batch a layer runs for. */
public sealed interface LayerAction {

    /** Every row, every token. */
    LayerAction RUN_ALL = new RunAll();

    /** Whether the layer runs for a row, be it for some of its tokens only. */
    boolean runs(int row);

    /** The share of a row's tokens that the layer computes: 0 where it is skipped, 1 where it runs whole. */
    double share(int row, int tokens);

    /**
     * The same action for some of the rows, which become the rows of a batch of their own.
     *
     * @param keep row numbers from 0, ascending
     */
    LayerAction select(int... keep);

    /** Every row, every token. */
    record RunAll() implements LayerAction {
        @Override
        public boolean runs(int row) {
            return true;
        }

        @Override
        public double share(int row, int tokens) {
            return 1;
        }

        @Override
        public LayerAction select(int... keep) {
            return this;
        }
    }

    /**
     * Some rows run; the others skip the layer and keep their states bit for bit.
     *
     * @param rows the rows that run
     * @param gates the number by which each row of the batch was judged, for losses and records; empty where there was
     *     none
     */
    record RunRows(RowSet rows, List<Float> gates) implements LayerAction {
        public RunRows {
            gates = List.copyOf(gates);
        }

        /** Rows that were not judged by a number. */
        public RunRows(RowSet rows) {
            this(rows, List.of());
        }

        @Override
        public boolean runs(int row) {
            return Arrays.binarySearch(rows.toArray(), row) >= 0;
        }

        @Override
        public double share(int row, int tokens) {
            return runs(row) ? 1 : 0;
        }

        @Override
        public LayerAction select(int... keep) {
            int[] running =
                    IntStream.range(0, keep.length).filter(i -> runs(keep[i])).toArray();
            List<Float> kept = gates.isEmpty()
                    ? gates
                    : IntStream.of(keep).mapToObj(gates::get).toList();
            return new RunRows(RowSet.of(running), kept);
        }
    }

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

        @Override
        public boolean runs(int row) {
            return queries.get(row).size() > 0;
        }

        @Override
        public double share(int row, int tokens) {
            return (double) queries.get(row).size() / tokens;
        }

        @Override
        public LayerAction select(int... keep) {
            return new RunQueries(IntStream.of(keep).mapToObj(queries::get).toList());
        }
    }

    /** Every row runs, and the result is blended with the input: {@code h = (1 - w) f(x) + w x}. For training gates. */
    final class SoftGate implements LayerAction {
        private final NDArray gates;
        private final NDArray skipWeights;
        private final boolean showsRaw;

        /** @param skipWeights {@code w}, float32 (B), in [0, 1]; gradients flow through it */
        public SoftGate(NDArray skipWeights) {
            this(skipWeights, skipWeights, false);
        }

        /**
         * A gate whose weights are not the number itself.
         *
         * @param gates the number by which each row was judged, float32 (B)
         * @param skipWeights {@code w}, float32 (B), in [0, 1]; gradients flow through it
         * @param showsRaw whether classifiers and auxiliary modules are shown {@code f(x)}, while {@code h} flows on
         */
        public SoftGate(NDArray gates, NDArray skipWeights, boolean showsRaw) {
            this.gates = gates;
            this.skipWeights = skipWeights;
            this.showsRaw = showsRaw;
        }

        /** The number by which each row was judged, float32 (B). */
        public NDArray gates() {
            return gates;
        }

        /** {@code w}, float32 (B). */
        public NDArray skipWeights() {
            return skipWeights;
        }

        /** Whether classifiers and auxiliary modules are shown {@code f(x)}, while {@code h} flows on. */
        public boolean showsRaw() {
            return showsRaw;
        }

        @Override
        public boolean runs(int row) {
            return true;
        }

        @Override
        public double share(int row, int tokens) {
            return 1;
        }

        /**
         * {@code (1 - w) f(x) + w x}, in the manager of {@code x}.
         *
         * @param input {@code x}, (B, T, D)
         * @param computed {@code f(x)}, (B, T, D)
         * @throws IllegalArgumentException if there is not one weight a row
         */
        public NDArray blend(NDArray input, NDArray computed) {
            NDManager home = input.getManager();
            Shape rows = new Shape(input.getShape().get(0));
            if (!skipWeights.getShape().equals(rows)) {
                throw new IllegalArgumentException(
                        "skip weights must have shape %s, had %s".formatted(rows, skipWeights.getShape()));
            }
            try (NDManager scratch = home.newSubManager()) {
                NDArray skip = skipWeights.reshape(rows.get(0), 1, 1);
                skip.attach(scratch);
                NDArray run = skip.neg().add(1);
                NDArray kept = input.mul(skip);
                NDArray ran = computed.mul(run);
                List.of(run, kept, ran).forEach(array -> array.attach(scratch));
                NDArray blended = ran.add(kept);
                blended.attach(home);
                return blended;
            }
        }

        @Override
        public LayerAction select(int... keep) {
            try (NDArray index = gates.getManager().create(keep)) {
                return new SoftGate(gates.get(index), skipWeights.get(index), showsRaw);
            }
        }
    }
}
