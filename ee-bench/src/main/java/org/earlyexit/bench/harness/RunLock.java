package org.earlyexit.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file by which one run holds a folder; it names the holder. The system lets go of it when the holder dies. Where a
 * file system knows no locks, a second file that only one process can create takes their place; there a holder that
 * died on this machine, or before it was started again, is told by its process and boot id.
 */
final class RunLock implements AutoCloseable {

    private static final String WITHOUT_LOCKS = ".exclusive";

    private final FileChannel channel;
    private final Optional<Path> exclusive;

    private RunLock(FileChannel channel, Optional<Path> exclusive) {
        this.channel = channel;
        this.exclusive = exclusive;
    }

    /** A way to ask the file system for a lock. */
    @FunctionalInterface
    interface Locking {
        /** The lock; null if another process has it. */
        @Nullable
        FileLock lock(FileChannel channel) throws IOException;
    }

    /**
     * Takes the lock.
     *
     * @param note told of a holder that died
     * @throws FolderLockedException if a live run holds it
     */
    static RunLock take(Path file, Consumer<String> note) throws IOException {
        return take(file, note, FileChannel::tryLock, LockHolder.ofThisProcess());
    }

    static RunLock take(Path file, Consumer<String> note, Locking locking, LockHolder own) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            String before = Files.readString(file).strip();
            Optional<Path> exclusive = Optional.empty();
            try {
                if (locking.lock(channel) == null) {
                    throw held(file, before);
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                throw held(file, before);
            } catch (IOException noLocksHere) {
                exclusive = Optional.of(exclusive(file, own));
            }
            if (!before.isEmpty()) {
                note.accept("The run folder was left by %s, which did not come to its end; going on from there"
                        .formatted(before));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(own + "\n"));
            channel.force(false);
            return new RunLock(channel, exclusive);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Path exclusive(Path file, LockHolder own) throws IOException {
        Path exclusive = file.resolveSibling(file.getFileName() + WITHOUT_LOCKS);
        try {
            return Files.writeString(exclusive, own + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            String holder = Files.readString(exclusive).strip();
            if (!LockHolder.parse(holder).map(own::seesDead).orElse(false)) {
                throw held(exclusive, holder);
            }
            Files.delete(exclusive);
            return Files.writeString(exclusive, own + "\n", StandardOpenOption.CREATE_NEW);
        }
    }

    private static FolderLockedException held(Path file, String holder) {
        return new FolderLockedException(
                "The run folder %s must be free, is held by %s; wait for it, or name another with --out (if it is gone, remove %s)"
                        .formatted(
                                file.toAbsolutePath().getParent(),
                                holder.isEmpty() ? "another run" : holder,
                                file.getFileName()));
    }

    @Override
    public void close() {
        try {
            channel.truncate(0); // a run that ended well leaves no name
            channel.close(); // and the lock with it
            if (exclusive.isPresent()) {
                Files.deleteIfExists(exclusive.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
