package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {

    private static final LockHolder OWN = LockHolder.ofThisProcess();
    private static final long NO_PROCESS = 999_999_999; // above the largest that Linux gives

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("lock");
    }

    @Test
    void namesTheHolderWhileItIsHeldAndNobodyAfterwards() throws IOException {
        try (RunLock lock = RunLock.take(file, notes::add)) {
            assertThat(lock).isNotNull();
            LockHolder holder = LockHolder.parse(Files.readString(file).strip()).orElseThrow();
            assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(holder.host()).isEqualTo(OWN.host());
            assertThat(holder.boot()).isEqualTo(OWN.boot());
            assertThat(holder.since()).endsWith("Z");
        }
        assertThat(file).isEmptyFile();
        assertThat(notes).isEmpty();
    }

    @Test
    void aLiveHolderIsNamed() throws IOException {
        try (RunLock holder = RunLock.take(file, notes::add)) {
            assertThat(holder).isNotNull();
            assertThatThrownBy(() -> RunLock.take(file, notes::add))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessageContaining("must be free, is held by process %d on %s since ", OWN.pid(), OWN.host());
        }
        RunLock.take(file, notes::add).close();
    }

    @Test
    void theLockOfADeadRunIsTakenOverWithANote() throws IOException {
        LockHolder dead = new LockHolder(NO_PROCESS, OWN.host(), OWN.boot(), "2026-01-01T00:00:00Z");
        Files.writeString(file, dead + "\n");

        RunLock.take(file, notes::add).close();

        assertThat(notes)
                .containsExactly(
                        "The run folder was left by " + dead + ", which did not come to its end; going on from there");
    }

    @Test
    void whereThereAreNoLocksAFileKeepsTheSecondRunOut() throws IOException {
        try (RunLock lock = takeWithoutLocks(OWN)) {
            assertThat(lock).isNotNull();
            assertThat(folder.resolve("lock.exclusive")).hasContent(OWN.toString());
            assertThatThrownBy(() -> takeWithoutLocks(OWN))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessageContaining("is held by " + OWN)
                    .hasMessageContaining("(if it is gone, remove lock.exclusive)");
        }
        assertThat(folder.resolve("lock.exclusive")).doesNotExist();
    }

    @Test
    void whereThereAreNoLocksADeadHolderOfThisMachineIsTakenOver() throws IOException {
        for (LockHolder dead : List.of(
                new LockHolder(NO_PROCESS, OWN.host(), OWN.boot(), "then"),
                new LockHolder(OWN.pid(), OWN.host(), "another-boot", "then"))) {
            Files.writeString(folder.resolve("lock.exclusive"), dead.toString());

            takeWithoutLocks(OWN).close();
        }
    }

    @Test
    void whereThereAreNoLocksNothingIsSaidOfAHolderOnAnotherMachine() throws IOException {
        for (String holder : List.of(new LockHolder(NO_PROCESS, "elsewhere", "boot", "then").toString(), "a torn li")) {
            Files.writeString(folder.resolve("lock.exclusive"), holder);

            assertThatThrownBy(() -> takeWithoutLocks(OWN))
                    .isInstanceOf(FolderLockedException.class)
                    .hasMessageContaining(holder);
        }
    }

    @Test
    void aMachineWithoutANameNeverCallsAnotherDead() {
        LockHolder nameless = new LockHolder(1, "unknown", "unknown", "now");

        assertThat(nameless.seesDead(new LockHolder(NO_PROCESS, "unknown", "other", "then")))
                .isFalse();
    }

    private RunLock takeWithoutLocks(LockHolder own) throws IOException {
        return RunLock.take(file, notes::add, RunLockTest::noLocks, own);
    }

    private static java.nio.channels.@org.jspecify.annotations.Nullable FileLock noLocks(FileChannel channel)
            throws IOException {
        throw new IOException("No locks available");
    }
}
