package org.earlyexit.bench.harness;

import ai.djl.engine.EngineException;
import java.util.Locale;
import java.util.function.IntConsumer;

/**
 * Work in batches that is tried again with half the batch where memory does not suffice, three times at most. What a
 * sample is answered does not depend on its batch, so that nothing but time is lost.
 */
final class HalvedBatches {

    private static final int MOST_TIMES = 3;

    private final Progress progress;

    HalvedBatches(Progress progress) {
        this.progress = progress;
    }

    /**
     * Does the work from its beginning, as often as it takes.
     *
     * @param batchSize to begin with
     * @param work given the size of its batches
     */
    void run(int batchSize, IntConsumer work) {
        int size = batchSize;
        for (int times = 0; ; times++) {
            try {
                work.accept(size);
                return;
            } catch (OutOfMemoryError | EngineException e) {
                if (times == MOST_TIMES || size == 1 || !isOfMemory(e)) {
                    throw e;
                }
                progress.note("memory did not suffice for batches of %d (%s); trying again with %d"
                        .formatted(size, RowAnswer.message(e), size / 2));
                size /= 2;
            }
        }
    }

    private static boolean isOfMemory(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        return thrown instanceof OutOfMemoryError
                || message.contains("out of memory")
                || message.contains("can't allocate memory");
    }
}
