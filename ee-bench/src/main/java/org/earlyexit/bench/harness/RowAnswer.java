package org.earlyexit.bench.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.earlyexit.bench.record.LeftOut;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunRecord;

/**
 * What a process that made one row says when it is done: two files, {@code NAME.jsonl} and {@code NAME.json}, of which
 * the second is written last.
 *
 * @param records of the row and of the references that accompany it
 * @param more everything else
 */
record RowAnswer(List<RunRecord> records, More more) {

    private static final ObjectMapper JSON = new ObjectMapper();

    RowAnswer {
        records = List.copyOf(records);
    }

    /**
     * What is no record.
     *
     * @param error why there are none; empty if there are
     * @param stackTrace of the error
     * @param leftOut why the row does not run on the task
     * @param made cells that were made
     * @param found cells that were there
     */
    record More(String error, String stackTrace, List<LeftOut> leftOut, int made, int found) {
        More {
            leftOut = List.copyOf(leftOut);
        }
    }

    static RowAnswer failed(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return failed(message(thrown), text.toString());
    }

    static RowAnswer failed(String error, String details) {
        return new RowAnswer(List.of(), new More(error, details, List.of(), 0, 0));
    }

    /** One sentence: what a method threw, and what it said. */
    static String message(Throwable thrown) {
        String message = thrown.getMessage() == null || thrown.getMessage().isBlank()
                ? thrown.toString()
                : thrown.getClass().getSimpleName() + ": " + thrown.getMessage();
        return message.strip().lines().findFirst().orElse(message);
    }

    boolean isFailed() {
        return !more.error().isEmpty();
    }

    void write(Path folder, String name) {
        try {
            RecordFile.write(folder.resolve(name + ".jsonl"), records);
            Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(Path folder, String name) {
        return Files.exists(folder.resolve(name + ".json"));
    }

    static RowAnswer read(Path folder, String name) {
        try {
            More more = JSON.readValue(Files.readString(folder.resolve(name + ".json")), More.class);
            return new RowAnswer(RecordFile.read(folder.resolve(name + ".jsonl")), more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
