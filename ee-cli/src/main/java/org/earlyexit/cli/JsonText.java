package org.earlyexit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/** Writes the documents of {@code --json}. */
final class JsonText {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonText() {}

    /**
     * The document, ended by a line feed.
     *
     * @param document strings, numbers, booleans, lists, maps and records of these
     */
    static String of(Map<String, ?> document) {
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of plain values must be writable as JSON", e);
        }
    }
}
