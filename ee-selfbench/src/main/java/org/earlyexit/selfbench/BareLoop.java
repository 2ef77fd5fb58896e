package org.earlyexit.selfbench;

import ai.djl.ndarray.NDManager;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;

/** The least code that runs a model: the engine's calls for one batch, and nothing that decides or keeps anything. */
final class BareLoop {

    private final EarlyExitModel model;
    private final NDManager manager;

    BareLoop(EarlyExitModel model, NDManager manager) {
        this.model = model;
        this.manager = manager;
    }

    /**
     * Embeds, runs the first layers, and copies answers to the host.
     *
     * @param depth how many layers run, from 0
     * @param answers after how many of them, from the first, a classifier answers
     */
    void run(TokenBatch batch, int depth, int answers) {
        try (NDManager scope = manager.newSubManager()) {
            LayerState state = model.backbone().embed(batch, scope, Phase.INFERENCE);
            for (int layer = 1; layer <= depth; layer++) {
                state = model.backbone().run(layer, state, LayerAction.RUN_ALL);
                if (layer <= answers) {
                    answer(layer, state);
                }
            }
        }
    }

    private void answer(int layer, LayerState state) {
        ClassifierOutput output = model.classifiers().forward(layer, new Latest(layer, state));
        output.logits().toFloatArray();
    }

    /** A history that has forgotten all but its last layer. */
    private record Latest(int layer, LayerState reached) implements History {

        @Override
        public LayerState state(int asked) {
            return reached;
        }

        @Override
        public ClassifierOutput output(int asked) {
            throw new IllegalArgumentException("no answer was kept");
        }
    }
}
