package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.earlyexit.model.History;
import org.earlyexit.spi.TaskKind;

/** A batch after a full pass in training: what the layers gave, the gold labels, and where in the stage we are. */
public interface TrainingBatch {

    /** What the batch has been through, all layers kept. */
    History history();

    /** How many layers the model has, {@code L}. */
    int layers();

    /** What the task asks for. */
    TaskKind kind();

    /** The gold classes, int64 (B), or the gold values, float32 (B). */
    NDArray labels();

    /** Where in the stage this is. */
    StepInfo step();

    /**
     * A number that an auxiliary module says of each sample after a layer.
     *
     * @param name as the module names it
     * @param layer from 1 to {@code L}
     * @return float32 (B), attached to the graph
     * @throws IllegalArgumentException if no module says it; the message lists what there is
     */
    default NDArray score(String name, int layer) {
        throw new IllegalArgumentException("No score is called '%s'; this model says: []".formatted(name));
    }

    /** The batch's manager, for what terms and weightings make. */
    default NDManager manager() {
        return labels().getManager();
    }
}
