package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalvedBatchesTest {

    private final Notes notes = new Notes();
    private final List<Integer> tried = new ArrayList<>();

    @Test
    void halvesUntilItFits() {
        run(32, 8, new OutOfMemoryError("Java heap space"));

        assertThat(tried).containsExactly(32, 16, 8);
        assertThat(notes.lines())
                .containsExactly(
                        "memory did not suffice for batches of 32 (OutOfMemoryError: Java heap space); trying again with 16",
                        "memory did not suffice for batches of 16 (OutOfMemoryError: Java heap space); trying again with 8");
    }

    @Test
    void knowsTheEnginesWordsForIt() {
        run(4, 2, new EngineException("CUDA out of memory. Tried to allocate 2 GiB"));
        run(4, 2, new EngineException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"));

        assertThat(tried).containsExactly(4, 2, 4, 2);
    }

    @Test
    void givesUpAfterThreeTimesOrAtSingleSamples() {
        assertThatThrownBy(() -> run(64, 1, new OutOfMemoryError())).isInstanceOf(OutOfMemoryError.class);
        assertThat(tried).containsExactly(64, 32, 16, 8);
        tried.clear();
        assertThatThrownBy(() -> run(2, 0, new OutOfMemoryError())).isInstanceOf(OutOfMemoryError.class);
        assertThat(tried).containsExactly(2, 1);
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        assertThatThrownBy(() -> run(32, 8, new EngineException("shapes differ")))
                .hasMessage("shapes differ");
        assertThat(tried).containsExactly(32);
    }

    private void run(int batchSize, int fits, Throwable otherwise) {
        new HalvedBatches(notes).run(batchSize, size -> {
            tried.add(size);
            if (size > fits && otherwise instanceof Error error) {
                throw error;
            }
            if (size > fits && otherwise instanceof RuntimeException failure) {
                throw failure;
            }
        });
    }
}
