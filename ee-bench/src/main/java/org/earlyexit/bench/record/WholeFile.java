package org.earlyexit.bench.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** Files that are there whole or not at all, whatever is killed or loses its power meanwhile. */
public final class WholeFile {

    /** The ending of what is not finished yet. */
    public static final String UNFINISHED = ".partial";

    private WholeFile() {}

    /** Replaces a file by this text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            Files.writeString(unfinished, text, StandardCharsets.UTF_8);
            force(unfinished);
            move(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Gives a folder and all files in it their place, once every byte of them is on disk. */
    public static void publish(Path unfinished, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(unfinished)) {
            for (Path file : files.toList()) {
                force(file);
            }
        }
        move(unfinished, folder);
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(to.resolveSibling("").toAbsolutePath());
    }

    /** Waits until a file, or a folder's list of files, is on disk. */
    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
