package org.earlyexit.train;

import java.nio.file.Path;

/**
 * Where a stage keeps its progress, and when. A training that was cut off goes on from there and ends with the bits of
 * one that was not. The file holds the parameters that move, the optimiser's moments, the best epoch so far and what
 * the log was told; whatever is drawn at random follows from the seed and the step alone, and need not be kept.
 */
public interface Savepoint {

    /**
     * The file; it belongs to one stage of one training, and whoever named it removes it when the stage is finished.
     */
    Path file();

    /** Asked after each step: whether to keep the progress now. */
    boolean due();

    /**
     * The progress is on disk.
     *
     * @param steps that were made so far
     */
    void kept(int steps);

    /**
     * The stage goes on from the file.
     *
     * @param steps that need not be made again
     */
    void resumed(int steps);

    /**
     * The file is there but cannot be gone on from; the stage begins anew.
     *
     * @param why one sentence
     */
    void refused(String why);
}
