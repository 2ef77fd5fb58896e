package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(Call.tinyBench(whole, "full-model,pabee", List.of()).exitCode())
                .isZero();
        Path run = disk.resolve("run");
        assertThat(Call.tinyBench(run, "full-model", List.of()).exitCode()).isZero();
        List<Path> finished = cells(run);
        Path filler = disk.resolve("filler");
        fill(filler);

        Call full = Call.tinyBench(run, "full-model,pabee", List.of());

        assertThat(full.exitCode()).as(full.err()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(full.err().lines().filter(line -> line.startsWith("ee: The run folder must be writable")))
                .hasSize(1);
        assertThat(cells(run)).containsAll(finished);
        Files.delete(filler);
        Call again = Call.tinyBench(run, "full-model,pabee", List.of());
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
