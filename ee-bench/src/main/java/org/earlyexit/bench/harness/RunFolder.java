package org.earlyexit.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.earlyexit.bench.record.FileSums;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.record.WholeFile;

/**
 * A folder of finished cells. A cell is written beside its place and renamed when it is whole, so that a run that is
 * killed leaves nothing half-written and goes on where it was. One run holds the folder at a time.
 */
final class RunFolder implements AutoCloseable {

    private static final String CELLS = "cells";
    private static final String SAVEPOINTS = "savepoints";
    private static final String DAMAGED = ".damaged";
    private static final int PROBE_BYTES = 1 << 16;

    private final Path root;
    private final Hold lock;
    private final Progress progress;
    private final Set<CellKey> sound = new HashSet<>();

    /** What is let go of at the end. */
    private interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    private RunFolder(Path root, Hold lock, Progress progress) {
        this.root = root;
        this.lock = lock;
        this.progress = progress;
    }

    /**
     * Takes the folder, making it where there is none; what an interrupted run left unfinished is removed.
     *
     * @param progress told of cells that must be made again, and of a run that died here
     * @throws FolderLockedException if another run holds it; the message says which
     * @throws EnvironmentException if it cannot be written
     */
    static RunFolder take(Path root, Progress progress) {
        try {
            Files.createDirectories(root.resolve(CELLS));
            Files.createDirectories(root.resolve(SAVEPOINTS));
            RunFolder folder = new RunFolder(root, RunLock.take(root.resolve("lock"), progress::note)::close, progress);
            folder.removeUnfinished();
            return folder;
        } catch (IOException e) {
            throw new EnvironmentException(
                    "The run folder must be writable, was not: %s (%s); name another with --out"
                            .formatted(root.toAbsolutePath(), e),
                    e);
        }
    }

    /** A folder that another process holds for this one. */
    static RunFolder join(Path root, Progress progress) {
        return new RunFolder(root, () -> {}, progress);
    }

    Path root() {
        return root;
    }

    /** Where a cell is once it is finished. */
    Path cell(CellKey key) {
        return root.resolve(CELLS).resolve(key.hex());
    }

    /** Whether there is such a cell, be it sound or not. */
    boolean lists(CellKey key) {
        return Files.isDirectory(cell(key));
    }

    /**
     * Whether there is such a cell and each byte of it is as it was written. A cell that was damaged is put aside, so
     * that it is made again.
     */
    boolean has(CellKey key) {
        if (!lists(key)) {
            return false;
        }
        if (!sound.contains(key)) {
            Optional<String> damage = damage(cell(key));
            if (damage.isPresent()) {
                putAside(key, damage.get());
                return false;
            }
            sound.add(key);
        }
        return true;
    }

    private static Optional<String> damage(Path cell) {
        try {
            return FileSums.differences(cell).stream().findFirst();
        } catch (RecordException | UncheckedIOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void putAside(CellKey key, String damage) {
        Path aside = root.resolve(CELLS).resolve(key.hex() + DAMAGED);
        try {
            delete(aside);
            Files.move(cell(key), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(aside, e);
        }
        progress.note("%s; the cell is made again, what was there is now %s".formatted(damage, aside));
    }

    /** Where a stage that is being trained keeps its progress. */
    Path savepoint(CellKey key) {
        return root.resolve(SAVEPOINTS).resolve(key.hex());
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
        Path unfinished = root.resolve(CELLS).resolve(key.hex() + WholeFile.UNFINISHED);
        try {
            delete(unfinished);
            Files.createDirectories(unfinished);
            fillOrDelete(unfinished, fill);
            WholeFile.publish(unfinished, finished);
            sound.add(key);
        } catch (IOException e) {
            throw unwritable(unfinished, e);
        }
        return finished;
    }

    private static void fillOrDelete(Path unfinished, Consumer<Path> fill) throws IOException {
        try {
            fill.accept(unfinished);
            FileSums.write(unfinished);
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
            WholeFile.write(root.resolve(name), text);
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    /** Removes a file of the run folder, if it is there. */
    void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unwritable(root, e);
        }
    }

    private static EnvironmentException unwritable(Path place, IOException cause) {
        return new EnvironmentException(
                "The run folder must be writable, was not: %s (%s); free space, or name another with --out"
                        .formatted(place.toAbsolutePath(), cause),
                cause);
    }

    private void removeUnfinished() throws IOException {
        for (Path folder : List.of(root, root.resolve(CELLS), root.resolve(SAVEPOINTS))) {
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry : entries.filter(p -> p.toString().endsWith(WholeFile.UNFINISHED))
                        .toList()) {
                    delete(entry);
                }
            }
        }
    }

    /** Removes a folder, wherever it is. */
    void removeAll(Path unneeded) {
        try {
            delete(unneeded);
        } catch (IOException e) {
            throw unwritable(unneeded, e);
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
        lock.close();
    }
}
