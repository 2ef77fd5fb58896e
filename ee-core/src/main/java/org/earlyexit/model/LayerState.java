package org.earlyexit.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * What flows from one layer to the next: the hidden states of the rows that are still running. It belongs to its
 * manager, one per batch, and dies with it; {@link #close()} frees it earlier.
 */
public final class LayerState implements AutoCloseable {

    private final NDArray hidden;
    private final NDArray mask;
    private final Phase phase;

    /**
     * Pairs states with their mask.
     *
     * @param hidden hidden states, float32 (B, T, D)
     * @param mask what attention adds to a key's score, 0 for a token and a large negative number for padding, float32
     *     (B, 1, 1, T)
     * @param phase whether this is training
     */
    public LayerState(NDArray hidden, NDArray mask, Phase phase) {
        this.hidden = hidden;
        this.mask = mask;
        this.phase = phase;
    }

    /** Hidden states, float32 (B, T, D). */
    public NDArray hidden() {
        return hidden;
    }

    /** What attention adds to a key's score, float32 (B, 1, 1, T). */
    public NDArray mask() {
        return mask;
    }

    public Phase phase() {
        return phase;
    }

    public NDManager manager() {
        return hidden.getManager();
    }

    /** How many rows are running, {@code B}. */
    public int rows() {
        return Math.toIntExact(hidden.getShape().get(0));
    }

    /** The state after a layer, with this state's mask and phase. */
    public LayerState withHidden(NDArray next) {
        return new LayerState(next, mask, phase);
    }

    /**
     * Some of the rows, in the order given; the tensors are new and this state stays as it is.
     *
     * @param keep row numbers from 0
     */
    public LayerState select(int... keep) {
        try (NDArray index = manager().create(keep)) {
            return new LayerState(hidden.get(index), mask.get(index), phase);
        }
    }

    /** Frees the hidden states and the mask. */
    @Override
    public void close() {
        hidden.close();
        mask.close();
    }
}
