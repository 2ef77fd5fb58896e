package org.earlyexit.bench.harness;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.earlyexit.bench.record.RunCell;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.plugin.Settings;

/**
 * What is needed to build a measured row's model again; kept beside its record.
 *
 * @param backbone the suite's name for it
 * @param method the row of the suite
 * @param task the task's id
 * @param seed of the run
 * @param trained the key of the last stage's cell
 * @param maxLength tokens of a sample at most
 * @param training the budget, which the recipe was written for
 */
record RowAddress(
        String backbone,
        Suite.MethodEntry method,
        String task,
        long seed,
        String trained,
        int maxLength,
        Suite.Training training) {

    private static final ObjectMapper JSON = new ObjectMapper();

    void write(Path cell) {
        try {
            Files.writeString(cell.resolve(RunCell.ADDRESS), JSON.writeValueAsString(Settings.describe(this)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the address beside a record.
     *
     * @throws ConfigException if the folder is not the cell of a row that was trained
     */
    static RowAddress read(Path cell) {
        Path file = cell.resolve(RunCell.ADDRESS);
        try {
            Map<String, Object> values =
                    JSON.readValue(Files.readString(file), new TypeReference<LinkedHashMap<String, Object>>() {});
            return Settings.read(file.toString(), values, RowAddress.class);
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    "--run must be the folder of a trained row's cell (runs/SUITE/cells/KEY, the key stands in records.jsonl), was %s"
                            .formatted(cell),
                    e);
        } catch (IOException e) {
            throw new ConfigException("%s must be readable, was not: %s".formatted(file, e.getMessage()), e);
        }
    }
}
