package org.earlyexit.bench.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the files of records: JSON lines in UTF-8, one record a line, each line ended by a line feed.
 *
 * <p>Writing is byte-stable: components in the order of their declaration, maps in the order of their keys, numbers as
 * {@link Double#toString(double)} gives them. Reading is strict: an unknown, missing or doubled name is an error that
 * names the file and the line. Each record in a file, and a suite, carries its checksum, so that a damaged number is
 * never taken for another one; what carries none is read as it is.
 */
public final class RecordFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private RecordFile() {}

    /** The record as one line of JSON, without the line's end. */
    public static String line(RunRecord record) {
        return written(record);
    }

    /**
     * All records of a file, in its order.
     *
     * @throws RecordException if the file cannot be read or a line is no record
     */
    public static List<RunRecord> read(Path file) {
        String text = text(file);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new RecordException(
                    "%s: the last line must end with a line feed, was cut off; remove it and run again"
                            .formatted(file));
        }
        List<RunRecord> records = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            records.add(parsed(lines.get(i), RunRecord.class, "%s:%d".formatted(file, i + 1)));
        }
        return List.copyOf(records);
    }

    /** Writes a file of records in one go: it is there whole or not at all. */
    public static void write(Path file, List<RunRecord> records) {
        StringBuilder text = new StringBuilder();
        records.forEach(record -> text.append(Seal.put(line(record))).append('\n'));
        replace(file, text.toString());
    }

    /**
     * The suite of a run folder.
     *
     * @throws RecordException if the file cannot be read or is no suite
     */
    public static SuiteFacts readSuite(Path file) {
        return parsed(text(file), SuiteFacts.class, file.toString());
    }

    /** Writes a suite in one go, indented. */
    public static void writeSuite(Path file, SuiteFacts suite) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            replace(file, Seal.put(JSON.writer(printer).writeValueAsString(suite)) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a suite of plain values must be writable as JSON", e);
        }
    }

    private static String written(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of plain values must be writable as JSON", e);
        }
    }

    private static <T> T parsed(String json, Class<T> type, String place) {
        try {
            @Nullable T value = JSON.readValue(Seal.check(json, place), type);
            if (value == null) {
                throw new RecordException("%s: must be one JSON object, was null".formatted(place));
            }
            return value;
        } catch (JsonMappingException e) {
            throw new RecordException("%s: %s (at %s)".formatted(place, reason(e), path(e)), e);
        } catch (JsonProcessingException e) {
            throw new RecordException(
                    "%s: must be one JSON object, but %s".formatted(place, e.getOriginalMessage()), e);
        }
    }

    /** The message of a record's own check where there is one, else the parser's. */
    private static String reason(JsonMappingException failure) {
        Throwable cause = failure.getCause();
        String message = cause instanceof IllegalArgumentException ? cause.getMessage() : failure.getOriginalMessage();
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            String name = step.getFieldName();
            path.append(name == null ? "[" + step.getIndex() + "]" : (path.isEmpty() ? "" : ".") + name);
        }
        return path.isEmpty() ? "the top" : path.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new RecordException(
                    "%s must be there, was missing; is its folder a run folder, and has the run got so far?"
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new RecordException("%s must be readable as UTF-8 text, was not: %s".formatted(file, e), e);
        }
    }

    private static void replace(Path file, String text) {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static RecordException unwritable(Path file, IOException cause) {
        return new RecordException("%s must be writable, was not: %s".formatted(file, cause), cause);
    }
}
