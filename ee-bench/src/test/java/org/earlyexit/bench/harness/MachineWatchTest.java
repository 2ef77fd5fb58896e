package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class MachineWatchTest {

    private static final long MILLIS = 1000;

    @Test
    void flagsTheWorkOfAnotherProcess() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/stat")), "no counts of the system");
        List<Process> others = new ArrayList<>();
        try {
            for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
                others.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            }
            BooleanSupplier disturbed = new MachineWatch().begin();
            Thread.sleep(MILLIS);

            assertThat(disturbed.getAsBoolean()).isTrue();
        } finally {
            others.forEach(Process::destroyForcibly);
        }
    }
}
