package org.earlyexit.bench.glue;

/** A task together with the place its samples come from. */
public interface TaskSource {

    /** The task. */
    Task task();

    /**
     * Reads or generates a split; a caller that needs it twice keeps it.
     *
     * @param name {@code train}, {@code dev} or {@code test}
     * @throws DataException if there is no such split, or it cannot be read
     */
    Split split(String name);
}
