package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void fillsACellOnce() {
        try (RunFolder folder = RunFolder.take(temporary)) {
            folder.cell(KEY, cell -> write(cell, "first"));
            folder.cell(KEY, cell -> write(cell, "second"));

            assertThat(folder.cell(KEY).resolve("file")).hasContent("first");
        }
    }

    @Test
    void leavesNoCellBehindWhenFillingFails() {
        try (RunFolder folder = RunFolder.take(temporary)) {
            assertThatThrownBy(() -> folder.cell(KEY, cell -> {
                        write(cell, "half");
                        throw new IllegalStateException("killed");
                    }))
                    .hasMessage("killed");

            assertThat(folder.has(KEY)).isFalse();
        }
        try (RunFolder again = RunFolder.take(temporary)) {
            assertThat(again.root().resolve("cells")).isEmptyDirectory();
        }
    }

    @Test
    void tellsAFolderThatCanNoLongerBeWrittenFromAMethodThatFails() {
        try (RunFolder folder = RunFolder.take(temporary)) {
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
        try (RunFolder folder = RunFolder.take(temporary)) {
            folder.write("failed.txt", "trace");
            folder.remove("failed.txt");
            folder.remove("failed.txt");

            assertThat(temporary.resolve("failed.txt")).doesNotExist();
        }
    }

    @Test
    void isHeldByOneRunAtATime() {
        try (RunFolder holder = RunFolder.take(temporary)) {
            assertThatThrownBy(() -> RunFolder.take(holder.root()))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessageContaining("must be free, is held by process "
                            + ProcessHandle.current().pid());
        }
        RunFolder.take(temporary).close();
    }

    @Test
    void saysThatAPlaceThatIsNoFolderCannotBeWritten() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> RunFolder.take(file.resolve("run")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("The run folder must be writable, was not")
                .hasMessageContaining("--out");
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
