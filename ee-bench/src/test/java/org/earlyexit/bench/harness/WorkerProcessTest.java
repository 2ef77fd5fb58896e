package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerProcessTest {

    private static final WorkerProcess.Limits GENEROUS = new WorkerProcess.Limits(Duration.ofMinutes(1), 1L << 32);

    @Test
    void whatAProcessPrintsOnBothStreamsIsCaptured() {
        WorkerProcess.Ended ended = shell(GENEROUS, "echo one; echo two >&2");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.reason()).isEmpty();
        assertThat(ended.output()).isEqualTo("one\ntwo\n");
    }

    @Test
    void outputWithoutEndNeitherBlocksNorFillsTheMemory() {
        WorkerProcess.Ended ended = shell(GENEROUS, "head -c 3000000 /dev/zero");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).hasSize(1 << 20);
    }

    @Test
    void anEndThatIsNotWellIsExplained() {
        assertThat(shell(GENEROUS, "exit 7").reason()).contains("its process ended with exit code 7");
        assertThat(shell(GENEROUS, "kill -SEGV $$").reason()).contains("its process was killed by signal 11");
    }

    @Test
    void aProcessThatTakesTooLongIsStopped() {
        WorkerProcess.Ended ended = shell(new WorkerProcess.Limits(Duration.ofSeconds(1), 1L << 32), "sleep 100");

        assertThat(ended.reason()).contains("it must end within 1 s, did not, and was stopped");
    }

    @Test
    void aProcessThatTakesTooMuchMemoryIsStopped() {
        WorkerProcess.Limits small = new WorkerProcess.Limits(Duration.ofMinutes(1), 20 << 20);
        String java = Path.of(System.getProperty("java.home"), "bin", "jshell").toString();

        WorkerProcess.Ended ended = new WorkerProcess(small).run(List.of(java, "--version"));

        assertThat(ended.reason().orElse(""))
                .startsWith("it must do with 20 MiB of memory, took ")
                .endsWith(", and was stopped");
    }

    @Test
    void aProgramThatIsNotThereIsOfTheMachine() {
        assertThatThrownBy(() -> new WorkerProcess(GENEROUS).run(List.of("/no/such/program")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("A process must start, did not: ");
    }

    private static WorkerProcess.Ended shell(WorkerProcess.Limits limits, String command) {
        return new WorkerProcess(limits).run(List.of("sh", "-c", command));
    }
}
