package org.earlyexit.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.earlyexit.train.SampleFacts;

/**
 * What stages know of the training samples, kept beside a stage's checkpoint: one file a fact, {@code NAME.tsv}, with
 * the sample's id and the number. Later stages read it from there, so that a run which is resumed goes on as if it had
 * never stopped.
 */
final class FactFiles {

    private static final String ENDING = ".tsv";

    private final List<String> ids;

    /** @param ids of the training samples, in their order */
    FactFiles(List<String> ids) {
        this.ids = ids;
    }

    void write(Path cell, SampleFacts facts) {
        for (String name : facts.names()) {
            float[] values = facts.values(name);
            StringBuilder text = new StringBuilder("id\t").append(name).append('\n');
            for (int i = 0; i < values.length; i++) {
                text.append(ids.get(i)).append('\t').append(number(values[i])).append('\n');
            }
            try {
                Files.writeString(cell.resolve(name + ENDING), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The facts of these names. */
    SampleFacts read(Path cell, List<String> names) {
        SampleFacts facts = SampleFacts.NONE;
        for (String name : names) {
            facts = facts.with(name, values(cell.resolve(name + ENDING)));
        }
        return facts;
    }

    private float[] values(Path file) {
        Map<String, String> byId = new HashMap<>();
        try {
            Files.readAllLines(file).stream()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> byId.put(cells[0], cells[cells.length - 1]));
        } catch (IOException e) {
            throw damaged(file, "could not be read: " + e, e);
        }
        float[] values = new float[ids.size()];
        for (int i = 0; i < values.length; i++) {
            String text = byId.getOrDefault(ids.get(i), "nothing");
            try {
                values[i] = Float.parseFloat(text);
            } catch (NumberFormatException e) {
                throw damaged(file, "had %s for sample %s".formatted(text, ids.get(i)), e);
            }
        }
        return values;
    }

    private static EnvironmentException damaged(Path file, String found, Exception cause) {
        return new EnvironmentException(
                "%s must have a number for each training sample, %s; delete the folder of its cell and run again"
                        .formatted(file.toAbsolutePath(), found),
                cause);
    }

    private static String number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6f
                ? Integer.toString((int) value)
                : Float.toString(value);
    }
}
