package org.earlyexit.hub;

import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** What is here of a file so far, with the tag by which its host can tell whether the rest still belongs to it. */
final class PartFile {

    private final Path target;
    private final Path part;
    private final Path tag;

    PartFile(Path target) {
        this.target = target.toAbsolutePath();
        this.part = this.target.resolveSibling(target.getFileName() + ".partial");
        this.tag = this.target.resolveSibling(target.getFileName() + ".partial.etag");
    }

    Path path() {
        return part;
    }

    /** How many bytes can be built upon: none where the host did not name them. */
    long size() {
        return Disk.get(part, () -> tag().isPresent() && Files.exists(part) ? Files.size(part) : 0);
    }

    Optional<String> tag() {
        return Disk.get(tag, () -> Files.exists(tag) ? Optional.of(Files.readString(tag)) : Optional.empty());
    }

    /** Begins anew. */
    OutputStream begin(Optional<String> newTag) {
        delete();
        return Disk.get(part, () -> {
            if (newTag.isPresent()) {
                Files.writeString(tag, newTag.get(), StandardCharsets.US_ASCII);
            }
            return Files.newOutputStream(part);
        });
    }

    /** Adds to what is here. */
    OutputStream goOn() {
        return Disk.get(part, () -> Files.newOutputStream(part, StandardOpenOption.APPEND));
    }

    void delete() {
        Disk.run(part, () -> {
            Files.deleteIfExists(tag);
            Files.deleteIfExists(part);
        });
    }

    /** What is wrong with the bytes; empty if they are the file's. */
    Optional<String> problem(Remote remote) {
        return Disk.get(part, () -> remote.problem(part));
    }

    /** Gives the file its place, once every byte of it is on disk. */
    void publish() {
        Disk.run(target, () -> {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.READ)) {
                channel.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(tag);
        });
    }

    /**
     * Demands space for what is still to come, in a folder that is there afterwards.
     *
     * @throws HubException if the disk has less
     */
    void requireRoom(long bytes) {
        Path folder = target.resolveSibling("");
        long room = Disk.get(
                folder,
                () -> Files.getFileStore(Files.createDirectories(folder)).getUsableSpace());
        if (room < bytes) {
            throw new HubException(
                    HubException.Kind.SURROUNDINGS,
                    "%s must have %d bytes free on its disk, has %d; make room, then the same command goes on from there"
                            .formatted(folder, bytes, room));
        }
    }
}
