package org.earlyexit.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that lies elsewhere.
 *
 * @param mirrors where it lies, in the order in which they are asked; at least one
 * @param bytes how long it is
 * @param checksum of its bytes
 * @param token for the host that asks for one
 */
public record Remote(List<URI> mirrors, long bytes, Checksum checksum, Optional<Token> token) {

    public Remote {
        mirrors = List.copyOf(mirrors);
        if (mirrors.isEmpty() || bytes < 0) {
            throw new IllegalArgumentException(
                    "a file must have a mirror and at least 0 bytes, had %s and %d".formatted(mirrors, bytes));
        }
    }

    /** What is wrong with these bytes; empty if they are the ones. */
    Optional<String> problem(Path file) throws IOException {
        long size = Files.size(file);
        if (size != bytes) {
            return Optional.of(wrongLength(size));
        }
        Checksum found = Checksum.of(checksum.kind(), file);
        return found.equals(checksum)
                ? Optional.empty()
                : Optional.of("must have %s, had %s".formatted(checksum, found.hex()));
    }

    String wrongLength(long found) {
        return "must have %d bytes, had %d".formatted(bytes, found);
    }
}
