package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    private static final CellKey KEY = CellKey.of(Map.of("kind", "test"));

    @TempDir
    Path temporary;

    private final Notes progress = new Notes();

    @Test
    void fillsACellOnce() {
        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            folder.cell(KEY, cell -> write(cell, "first"));
            folder.cell(KEY, cell -> write(cell, "second"));

            assertThat(folder.cell(KEY).resolve("file")).hasContent("first");
        }
    }

    @Test
    void leavesNoCellBehindWhenFillingFails() {
        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            assertThatThrownBy(() -> folder.cell(KEY, cell -> {
                        write(cell, "half");
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");

            assertThat(folder.has(KEY)).isFalse();
        }
        try (RunFolder again = RunFolder.take(temporary, progress)) {
            assertThat(again.root().resolve("cells")).isEmptyDirectory();
        }
    }

    @Test
    void tellsAFolderThatCanNoLongerBeWrittenFromAMethodThatFails() {
        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            assertThatThrownBy(() -> folder.cell(KEY, cell -> {
                        remove(cell);
                        throw new IllegalStateException("could not save");
                    }))
                    .isInstanceOf(EnvironmentException.class)
                    .hasMessageContaining("The run folder must be writable, was not");
        }
    }

    @Test
    void removesAFileOnceOrNotAtAll() {
        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            folder.write("failed.txt", "trace");
            folder.remove(temporary.resolve("failed.txt"));
            folder.remove(temporary.resolve("failed.txt"));

            assertThat(temporary.resolve("failed.txt")).doesNotExist();
        }
    }

    @Test
    void isHeldByOneRunAtATime() {
        try (RunFolder holder = RunFolder.take(temporary, progress)) {
            assertThatThrownBy(() -> RunFolder.take(holder.root(), progress))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessageContaining("must be free, is held by process "
                            + ProcessHandle.current().pid());
        }
        RunFolder.take(temporary, progress).close();
    }

    @Test
    void saysThatAPlaceThatIsNoFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> RunFolder.take(file.resolve("run"), progress))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("The run folder must be writable, was not")
                .hasMessageContaining("--out");
    }

    @Test
    void makesACellAgainThatWasDamagedAndKeepsTheDamagedOne() throws IOException {
        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            folder.cell(KEY, cell -> write(cell, "first"));
        }
        Files.writeString(temporary.resolve("cells").resolve(KEY.hex()).resolve("file"), "fjrst");

        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            assertThat(folder.lists(KEY)).isTrue();
            assertThat(folder.has(KEY)).isFalse();
            folder.cell(KEY, cell -> write(cell, "second"));

            assertThat(folder.has(KEY)).isTrue();
            assertThat(folder.cell(KEY).resolve("file")).hasContent("second");
        }
        assertThat(temporary.resolve("cells").resolve(KEY.hex() + ".damaged").resolve("file"))
                .hasContent("fjrst");
        assertThat(progress.lines())
                .singleElement()
                .satisfies(line ->
                        assertThat(line).contains("must have the SHA-256", "it was changed; the cell is made again"));
    }

    @Test
    void makesACellAgainWhoseListOfHashesWasDamaged() throws IOException {
        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            folder.cell(KEY, cell -> write(cell, "first"));
        }
        Path sums = temporary.resolve("cells").resolve(KEY.hex()).resolve("SHA256SUMS");
        byte[] good = Files.readAllBytes(sums);
        for (int place = 0; place < good.length; place++) {
            if (good[place] == ' ') {
                continue; // the gap between hash and name says nothing
            }
            byte[] bad = good.clone();
            bad[place] ^= 1;
            Files.write(sums, bad);
            try (RunFolder folder = RunFolder.take(temporary, progress)) {
                assertThat(folder.has(KEY)).as("byte %d", place).isFalse();
            }
            Files.move(temporary.resolve("cells").resolve(KEY.hex() + ".damaged"), sums.getParent());
        }
    }

    @Test
    void leavesSavepointsOfAKilledRunButNoHalfWrittenOne() throws IOException {
        Path savepoint;
        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            savepoint = folder.savepoint(KEY);
            Files.writeString(savepoint, "kept");
            Files.writeString(savepoint.resolveSibling(KEY.hex() + ".partial"), "half");
        }
        try (RunFolder folder = RunFolder.take(temporary, progress)) {
            assertThat(folder.savepoint(KEY)).hasContent("kept");
            assertThat(savepoint.getParent()).isDirectoryContaining(file -> file.equals(savepoint));
            assertThat(savepoint.getParent())
                    .isDirectoryNotContaining(file -> file.toString().endsWith(".partial"));
        }
    }

    @Test
    void aFolderThatMayNotBeWrittenIsNamed() throws IOException {
        Path readOnly = Files.createDirectory(temporary.resolve("read-only"));
        assumeTrue(readOnly.toFile().setWritable(false) && !Files.isWritable(readOnly), "root may write everywhere");

        assertThatThrownBy(() -> RunFolder.take(readOnly.resolve("run"), progress))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining(readOnly.toString());
    }

    private static void remove(Path cell) {
        try {
            Files.delete(cell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path cell, String text) {
        try {
            Files.writeString(cell.resolve("file"), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
