package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for real: a small file system in memory, which only root may mount. */
class FullDiskTest {

    private static final int FILLER = 1 << 20;

    @TempDir
    Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws IOException {
        disk = Files.createDirectory(folder.resolve("disk"));
        boolean mounted = isDone("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString());
        assumeTrue(mounted, "a small file system must be mounted, which needs root and its capabilities");
    }

    @AfterEach
    void unmount() {
        isDone("umount", "-l", disk.toString()); // a trace that was read may still be mapped
    }

    @Test
    void aRunStopsWithOneSentenceAndGoesOnOnceThereIsSpace() throws IOException {
        Path whole = folder.resolve("whole");
        assertThat(bench(whole, "full-model,pabee").exitCode()).isZero();
        Path run = disk.resolve("run");
        assertThat(bench(run, "full-model").exitCode()).isZero();
        List<Path> finished = cells(run);
        Path filler = disk.resolve("filler");
        fill(filler);

        Call full = bench(run, "full-model,pabee");

        assertThat(full.exitCode()).as(full.err()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(full.err().lines().filter(line -> line.startsWith("ee: The run folder must be writable")))
                .hasSize(1);
        assertThat(cells(run)).containsAll(finished);
        Files.delete(filler);
        Call again = bench(run, "full-model,pabee");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(run.resolve("records.jsonl")).hasSameTextualContentAs(whole.resolve("records.jsonl"));
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[FILLER];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            try (var out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(0);
                }
            } catch (IOException quiteFull) {
                assertThat(Files.getFileStore(file).getUsableSpace()).isZero();
            }
        }
    }

    private static List<Path> cells(Path run) throws IOException {
        try (Stream<Path> cells = Files.list(run.resolve("cells"))) {
            return cells.toList();
        }
    }

    private static Call bench(Path run, String rows) {
        List<String> arguments = new ArrayList<>(List.of("bench", "quick", "--out", run.toString()));
        arguments.addAll(List.of("--tasks", "tiny-cola", "--methods", rows, "--backbone", "toy"));
        for (String setting : List.of(
                "samples.train=40",
                "samples.dev=20",
                "samples.maxLength=32",
                "training.epochs=1",
                "measure.gridSize=10",
                "measure.curvePoints=3",
                "measure.timingSamples=0")) {
            arguments.addAll(List.of("--set", setting));
        }
        return Call.ee(arguments.toArray(String[]::new));
    }

    private static boolean isDone(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
