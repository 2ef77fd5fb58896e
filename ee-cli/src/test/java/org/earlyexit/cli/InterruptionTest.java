package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that is told to end, and a second run in its folder. */
class InterruptionTest {

    private static final long FIVE_SECONDS = 5_000_000_000L;

    @TempDir
    Path folder;

    private Path suite;

    @BeforeEach
    void write() throws IOException {
        suite = Files.writeString(folder.resolve("long.yaml"), """
                name: long
                backbone: toy
                tasks: [tiny-cola]
                seeds: [1]
                methods: [counted]
                samples: {maxLength: 32, train: 160, dev: 60, calibrationShare: 0.2, calibrationMost: 100}
                training: {epochs: 10000, batchSize: 16, accumulation: 1, patience: 0, learningRate: 1.0e-3,
                    weightDecay: 0.01, warmup: 0.1, clipNorm: 1.0, epsilon: 1.0e-8}
                measure: {batchSize: 16, gridSize: 20, curvePoints: 5, costs: [0.5], timingSamples: 0, timingRepeats: 1}
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalKeepsTheProgressAndEndsWith130WithinFiveSeconds(String signal) throws IOException {
        try (Child child = start("first")) {
            waitForSteps(3);
            long start = System.nanoTime();

            child.signal(signal);

            assertThat(child.exitCode()).as(child::said).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(System.nanoTime() - start).isLessThan(FIVE_SECONDS);
            assertThat(child.said()).contains("ee: Interrupted; what was done is kept, the same command goes on");
        }
        long done = Files.size(folder.resolve("steps"));
        try (Stream<Path> kept = Files.list(folder.resolve("run").resolve("savepoints"))) {
            assertThat(kept).hasSize(1); // though the first would have been due in an hour
        }
        try (Child child = start("second")) {
            waitForSteps(done + 3);
            child.kill();
            assertThat(child.said())
                    .containsPattern("going on after step [1-9][0-9]*, as kept in ")
                    .contains("The run folder was left by process ");
        }
    }

    @Test
    void aSecondRunInTheFolderEndsWith5AndNamesTheFirst() throws IOException {
        try (Child first = start("first")) {
            waitForSteps(1);

            Call second = Call.ee(arguments());

            assertThat(second.exitCode()).isEqualTo(ExitCode.LOCKED);
            assertThat(second.err()).contains("is held by process " + first.pid() + " on ");
        }
    }

    private Child start(String name) {
        return Child.start(
                folder.resolve(name + ".log"),
                List.of("-D" + CountedMethod.FILE + "=" + folder.resolve("steps")),
                arguments());
    }

    private String[] arguments() {
        String run = folder.resolve("run").toString();
        return new String[] {"bench", suite.toString(), "--out", run, "--keep-every", "1h"};
    }

    private void waitForSteps(long steps) throws IOException {
        Path file = folder.resolve("steps");
        long latest = System.nanoTime() + 12 * FIVE_SECONDS;
        while (!Files.exists(file) || Files.size(file) < steps) {
            assertThat(System.nanoTime())
                    .as("the run must begin within a minute")
                    .isLessThan(latest);
            Thread.onSpinWait();
        }
    }
}
