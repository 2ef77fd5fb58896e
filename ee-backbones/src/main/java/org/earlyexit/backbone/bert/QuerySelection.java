package org.earlyexit.backbone.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.RowSet;

/**
 * Runs a layer for some tokens of each row; the others keep their states, and serve as keys and values with them. Rows
 * with fewer tokens to compute are filled up with their first one, and what that gives is thrown away.
 */
final class QuerySelection {

    private final LayerState in;
    private final List<RowSet> queries;
    private final int tokens;
    private final int most;

    QuerySelection(LayerState in, List<RowSet> queries) {
        this.in = in;
        this.queries = queries;
        this.tokens = Math.toIntExact(in.hidden().getShape().get(1));
        this.most = queries.stream().mapToInt(RowSet::size).max().orElse(0);
        check();
    }

    /** (B, T, D), in the manager of the state. */
    NDArray run(LayerKernel kernel, LayerWeights weights) {
        NDManager home = in.manager();
        int rows = in.rows();
        long hidden = in.hidden().getShape().get(2);
        try (NDManager scratch = home.newSubManager()) {
            NDArray old = in.hidden().reshape((long) rows * tokens, hidden); // (B * T, D)
            old.attach(scratch);
            NDArray all = old;
            if (most > 0) {
                NDArray index = HostArrays.of(scratch, positions(), (long) rows * most);
                NDArray states = old.get(index).reshape(rows, most, hidden); // (B, Q, D)
                NDArray computed = kernel.run(weights, in.hidden(), states, in.mask(), in.phase());
                computed.attach(scratch);
                all = computed.reshape((long) rows * most, hidden).concat(old, 0); // (B * Q + B * T, D)
            }
            NDArray merged = all.get(HostArrays.of(scratch, sources(), (long) rows * tokens));
            NDArray result = merged.reshape(rows, tokens, hidden);
            result.attach(home);
            return result;
        }
    }

    private void check() {
        if (queries.size() != in.rows()) {
            throw new IllegalArgumentException(
                    "there must be queries for each of %d rows, were for %d".formatted(in.rows(), queries.size()));
        }
        for (RowSet row : queries) {
            int[] positions = row.toArray();
            if (positions.length > 0 && positions[positions.length - 1] >= tokens) {
                throw new IllegalArgumentException(
                        "queries must be among the %d tokens of the batch, were %s".formatted(tokens, row));
            }
        }
    }

    private long[] positions() {
        long[] positions = new long[in.rows() * most];
        for (int row = 0; row < in.rows(); row++) {
            int[] wanted = queries.get(row).toArray();
            for (int i = 0; i < most; i++) {
                int position = i < wanted.length ? wanted[i] : 0;
                positions[row * most + i] = (long) row * tokens + position;
            }
        }
        return positions;
    }

    /** Where each token comes from: the computed ones come first, the old ones after them. */
    private long[] sources() {
        long[] sources = new long[in.rows() * tokens];
        Arrays.setAll(sources, token -> (long) in.rows() * most + token);
        for (int row = 0; row < in.rows(); row++) {
            int[] computed = queries.get(row).toArray();
            for (int i = 0; i < computed.length; i++) {
                sources[row * tokens + computed[i]] = (long) row * most + i;
            }
        }
        return sources;
    }
}
