package org.earlyexit.execute;

import ai.djl.ndarray.NDManager;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;

/** Runs one layer, and in inference frees at once whatever the backbone made on the way. */
record LayerRunner(Backbone backbone) {

    LayerState run(int layer, LayerState in, LayerAction action) {
        requireFits(layer, in, action);
        if (action instanceof LayerAction.RunRows some && some.rows().size() == 0) {
            return in.withHidden(in.hidden().duplicate());
        }
        if (action instanceof LayerAction.RunRows some && some.rows().size() == in.rows()) {
            return run(layer, in, LayerAction.RUN_ALL);
        }
        if (in.phase() == Phase.TRAINING) {
            return backbone.run(layer, in, action);
        }
        NDManager batch = in.manager();
        try (NDManager scope = batch.newSubManager()) {
            attach(in, scope);
            try {
                LayerState out = backbone.run(layer, in, action);
                attach(out, batch);
                return out;
            } finally {
                attach(in, batch);
            }
        }
    }

    private static void attach(LayerState state, NDManager manager) {
        state.hidden().attach(manager);
        state.mask().attach(manager);
    }

    private static void requireFits(int layer, LayerState in, LayerAction action) {
        if (action instanceof LayerAction.RunRows some && some.rows().size() > 0) {
            int[] rows = some.rows().toArray();
            if (rows[rows.length - 1] >= in.rows()) {
                throw new IllegalArgumentException("rows that run layer %d must be below the %d of the batch, were %s"
                        .formatted(layer, in.rows(), some.rows()));
            }
        }
        if (action instanceof LayerAction.RunQueries some && some.queries().size() != in.rows()) {
            throw new IllegalArgumentException("queries of layer %d must be given for the %d rows of the batch, were %d"
                    .formatted(layer, in.rows(), some.queries().size()));
        }
    }
}
