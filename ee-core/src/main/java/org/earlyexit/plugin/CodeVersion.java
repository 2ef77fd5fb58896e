package org.earlyexit.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The version of code as what it is made of, not as what it is called: SHA-256 of a jar, or of a folder's classes. */
public final class CodeVersion {

    private static final int BUFFER = 1 << 16;

    /** Worked out once a class: a jar is read once, even if it is replaced while it is in use. */
    private static final ClassValue<String> BY_CLASS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return read(type);
        }
    };

    private CodeVersion() {}

    /**
     * The version of the jar or folder that a class was loaded from.
     *
     * @throws IllegalArgumentException if the class came from neither
     */
    public static String of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    private static String read(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IllegalArgumentException(
                    "%s must come from a jar or a folder, came from neither".formatted(type.getName()));
        }
        try {
            return of(Path.of(source.getLocation().toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a code source must be a file, was " + source.getLocation(), e);
        }
    }

    /**
     * The version of a jar or of a folder of classes; other files of a folder do not count.
     *
     * @param code a jar or a folder
     */
    public static String of(Path code) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (Files.isDirectory(code)) {
                for (Path file : classFiles(code)) {
                    String name = code.relativize(file).toString().replace('\\', '/');
                    digest.update((name + '\n' + Files.size(file) + '\n').getBytes(StandardCharsets.UTF_8));
                    update(digest, file);
                }
            } else {
                update(digest, code);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<Path> classFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
    }

    private static void update(MessageDigest digest, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
    }
}
