package org.earlyexit.bench.record;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The checksum that a JSON object in a file carries as its last name, {@code "crc32c":"89abcdef"}: the CRC32C of the
 * object's text without that name. A flipped byte in a number would otherwise be another number.
 */
final class Seal {

    private static final Pattern SEALED =
            Pattern.compile("\\A(.*),\\s*\"crc32c\"\\s*:\\s*\"([0-9a-f]{8})\"\\s*\\}\\s*\\z", Pattern.DOTALL);

    private Seal() {}

    /** The object with its checksum. */
    static String put(String json) {
        String open = json.substring(0, json.lastIndexOf('}')).stripTrailing();
        return open + ",\"crc32c\":\"" + checksum(open) + "\"}";
    }

    /**
     * The object without its checksum; an object that carries none is given back as it is.
     *
     * @param place as messages call it: file, and line where there is one
     * @throws RecordException if the text is not as it was written
     */
    static String check(String json, String place) {
        Matcher sealed = SEALED.matcher(json);
        if (!sealed.matches()) {
            return json;
        }
        String open = sealed.group(1);
        String found = checksum(open);
        if (!found.equals(sealed.group(2))) {
            throw new RecordException("%s: the checksum must be %s, was %s: the file was damaged; run the suite again"
                    .formatted(place, found, sealed.group(2)));
        }
        return open + "}";
    }

    private static String checksum(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(checksum.getValue());
    }
}
