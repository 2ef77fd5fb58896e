package org.earlyexit.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What names the bytes of a file.
 *
 * @param kind how it is worked out
 * @param hex lower-case hexadecimal digits
 */
public record Checksum(Kind kind, String hex) {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");

    /** How a checksum is worked out. */
    public enum Kind {
        SHA256("SHA-256"),
        /** Git's name of a file: SHA-1 of its length and its bytes. It names small files of a hub. */
        GIT_BLOB("SHA-1");

        private final String algorithm;

        Kind(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    public Checksum {
        if (!(kind == Kind.SHA256 ? SHA256 : SHA1).matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a checksum must be lower-case hexadecimal digits, was '%s'".formatted(hex));
        }
    }

    /** That of a file. */
    static Checksum of(Kind kind, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(kind.algorithm);
            if (kind == Kind.GIT_BLOB) {
                digest.update("blob %d\0".formatted(Files.size(file)).getBytes(StandardCharsets.US_ASCII));
            }
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must offer " + kind.algorithm, e);
        }
    }

    @Override
    public String toString() {
        return (kind == Kind.SHA256 ? "SHA-256 " : "git name ") + hex;
    }
}
