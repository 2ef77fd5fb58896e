package org.earlyexit.bench.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The hashes of a cell's files, in the file {@value #FILE}, which the program {@code sha256sum -c} reads as well. */
public final class FileSums {

    /** Where they stand. */
    public static final String FILE = "SHA256SUMS";

    private static final int HEX_DIGITS = 64;
    private static final String GAP = "  ";

    private FileSums() {}

    /** Takes down the hash of every file of a cell. */
    public static void write(Path cell) {
        StringBuilder text = new StringBuilder();
        hashes(cell)
                .forEach((name, hash) ->
                        text.append(hash).append(GAP).append(name).append('\n'));
        try {
            Files.writeString(cell.resolve(FILE), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is not as it was when the cell was finished, a sentence each; a cell that was not hashed says so. */
    public static List<String> differences(Path cell) {
        Path file = cell.resolve(FILE);
        if (!Files.exists(file)) {
            return List.of("%s must be there, is missing; the cell cannot be vouched for".formatted(file));
        }
        Map<String, String> expected = read(file);
        Map<String, String> found = hashes(cell);
        List<String> differences = new ArrayList<>();
        expected.forEach((name, hash) -> {
            String now = found.get(name);
            if (now == null) {
                differences.add("%s must be there, is missing".formatted(cell.resolve(name)));
            } else if (!now.equals(hash)) {
                differences.add(
                        "%s must have the SHA-256 %s, has %s: it was changed".formatted(cell.resolve(name), hash, now));
            }
        });
        found.keySet().stream()
                .filter(name -> !expected.containsKey(name))
                .forEach(name -> differences.add("%s must not be there, was added".formatted(cell.resolve(name))));
        return differences;
    }

    /** The SHA-256 of a file, as 64 lower-case hexadecimal digits. */
    public static String sha256(Path file) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must offer SHA-256", e);
        }
    }

    private static Map<String, String> read(Path file) {
        Map<String, String> sums = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.length() <= HEX_DIGITS + GAP.length()) {
                    throw new RecordException(
                            "%s: must hold a hash and a name a line, held '%s'".formatted(file, line));
                }
                sums.put(line.substring(HEX_DIGITS + GAP.length()), line.substring(0, HEX_DIGITS));
            }
        } catch (IOException e) {
            throw new RecordException("%s must be readable, was not: %s".formatted(file, e), e);
        }
        return sums;
    }

    private static Map<String, String> hashes(Path cell) {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.list(cell)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(FILE))
                    .forEach(file -> hashes.put(cell.relativize(file).toString(), sha256(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hashes;
    }
}
