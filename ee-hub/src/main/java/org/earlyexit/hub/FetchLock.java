package org.earlyexit.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Keeps a second process from the same downloads. The system lets go of it when its holder dies. */
public final class FetchLock {

    private FetchLock() {}

    /**
     * Works while no other process does.
     *
     * @param file the lock; made where it is missing, and left there
     * @param what is fetched, for the message
     * @throws HubException if another process works; the message names it
     */
    public static <T> T holding(Path file, String what, Supplier<T> work) {
        try (FileChannel channel = open(file)) {
            String holder = Files.readString(file).strip();
            if (!isTaken(channel)) {
                throw new HubException(
                        HubException.Kind.BUSY,
                        "%s must be fetched by one process at a time, is by process %s; wait for it (it holds %s)"
                                .formatted(what, holder, file));
            }
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            return work.get();
        } catch (IOException e) {
            throw Disk.failure(file, e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }
}
