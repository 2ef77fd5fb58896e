package org.earlyexit.bench.harness;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The name of a cell: the SHA-256 of everything that could change its result. Nothing is ever keyed by name alone.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
record CellKey(String hex) {

    /** The key of these inputs; their order does not matter, their names and values do. */
    static CellKey of(Map<String, String> inputs) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(inputs)
                .forEach((name, value) -> text.append(name.length())
                        .append(':')
                        .append(name)
                        .append('=')
                        .append(value.length())
                        .append(':')
                        .append(value)
                        .append('\n'));
        return new CellKey(sha256(text.toString()));
    }

    /** SHA-256 of a text in UTF-8, in hexadecimal. */
    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
