package org.earlyexit.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.earlyexit.bench.record.FileSums;
import org.jspecify.annotations.Nullable;

/**
 * A folder of finished cells. A cell is written beside its place and renamed when it is whole, so that a run that is
 * killed leaves nothing half-written and goes on where it was. One run holds the folder at a time.
 */
final class RunFolder implements AutoCloseable {

    private static final String UNFINISHED = ".partial";
    private static final int PROBE_BYTES = 1 << 16;

    private final Path root;
    private final FileChannel lockChannel;

    private RunFolder(Path root, FileChannel lockChannel) {
        this.root = root;
        this.lockChannel = lockChannel;
    }

    /**
     * Takes the folder, making it where there is none; what an interrupted run left unfinished is removed.
     *
     * @throws FolderLockedException if another run holds it; the message says which
     * @throws EnvironmentException if it cannot be written
     */
    static RunFolder take(Path root) {
        try {
            Files.createDirectories(root.resolve("cells"));
            RunFolder folder = new RunFolder(root, lock(root.resolve("lock")));
            folder.removeUnfinished();
            return folder;
        } catch (IOException e) {
            throw new EnvironmentException(
                    "The run folder must be writable, was not: %s (%s); name another with --out"
                            .formatted(root.toAbsolutePath(), e),
                    e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock lock = tryLock(channel);
        if (lock == null) {
            String holder = Files.readString(file).strip();
            channel.close();
            throw new FolderLockedException(
                    "The run folder %s must be free, is held by %s; wait for it, or name another with --out"
                            .formatted(file.toAbsolutePath().getParent(), holder.isEmpty() ? "another run" : holder));
        }
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(
                "process " + ProcessHandle.current().pid() + "\n"));
        channel.force(false);
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (java.nio.channels.OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    Path root() {
        return root;
    }

    /** Where a cell is once it is finished. */
    Path cell(CellKey key) {
        return root.resolve("cells").resolve(key.hex());
    }

    boolean has(CellKey key) {
        return Files.isDirectory(cell(key));
    }

    /**
     * The folder of a cell, filled first if there is none.
     *
     * @param fill writes the cell's files into the folder it is given
     */
    Path cell(CellKey key, Consumer<Path> fill) {
        Path finished = cell(key);
        if (has(key)) {
            return finished;
        }
        Path unfinished = root.resolve("cells").resolve(key.hex() + UNFINISHED);
        try {
            delete(unfinished);
            Files.createDirectories(unfinished);
            fillOrDelete(unfinished, fill);
            FileSums.write(unfinished);
            Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "The run folder must be writable, was not: %s (%s)".formatted(unfinished.toAbsolutePath(), e), e);
        }
        return finished;
    }

    private static void fillOrDelete(Path unfinished, Consumer<Path> fill) throws IOException {
        try {
            fill.accept(unfinished);
        } catch (RuntimeException | Error e) {
            try {
                requireRoom(unfinished);
            } catch (IOException noRoom) {
                noRoom.addSuppressed(e); // it follows from this
                throw noRoom;
            } finally {
                delete(unfinished);
            }
            throw e;
        }
    }

    /** Tells a full or vanished disk, which every later cell would meet too, from what a method did wrong. */
    private static void requireRoom(Path folder) throws IOException {
        Files.write(folder.resolve("probe"), new byte[PROBE_BYTES]);
    }

    /** Writes a file of the run folder itself, whole or not at all. */
    void write(String name, String text) {
        try {
            Path unfinished = root.resolve(name + UNFINISHED);
            Files.writeString(unfinished, text);
            Files.move(
                    unfinished,
                    root.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new EnvironmentException(
                    "The run folder must be writable, was not: %s (%s)".formatted(root.toAbsolutePath(), e), e);
        }
    }

    /** Removes a file of the run folder itself, if it is there. */
    void remove(String name) {
        try {
            Files.deleteIfExists(root.resolve(name));
        } catch (IOException e) {
            throw new EnvironmentException(
                    "The run folder must be writable, was not: %s (%s)".formatted(root.toAbsolutePath(), e), e);
        }
    }

    private void removeUnfinished() throws IOException {
        for (Path folder : List.of(root, root.resolve("cells"))) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry :
                        entries.filter(p -> p.toString().endsWith(UNFINISHED)).toList()) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            lockChannel.close(); // and the lock with it
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
