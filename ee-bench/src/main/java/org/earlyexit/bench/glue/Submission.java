package org.earlyexit.bench.glue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The zip file that GLUE's test server takes: eleven files of test-set predictions, each with the head
 * {@code index<TAB>prediction}, rows in the test file's order counted from 0, and line feeds.
 *
 * <p>Predictions are read from a folder with one file a task, {@code cola.tsv} and so on by the tasks' ids, of the same
 * form: labels by their names, scores as numbers, which are clipped to the task's range and given three decimals. All
 * eleven must be there and whole, AX answered with the model of MNLI.
 */
public final class Submission {

    private static final String HEAD = "index\tprediction";
    private static final LocalDateTime SAME_TIME = LocalDateTime.of(1980, 1, 2, 0, 0); // zips know no earlier year

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("cola", "CoLA.tsv"),
            Map.entry("sst-2", "SST-2.tsv"),
            Map.entry("mrpc", "MRPC.tsv"),
            Map.entry("sts-b", "STS-B.tsv"),
            Map.entry("qqp", "QQP.tsv"),
            Map.entry("mnli", "MNLI-m.tsv"),
            Map.entry("mnli-mm", "MNLI-mm.tsv"),
            Map.entry("qnli", "QNLI.tsv"),
            Map.entry("rte", "RTE.tsv"),
            Map.entry("wnli", "WNLI.tsv"),
            Map.entry("ax", "AX.tsv"));

    private final TaskCatalog catalog;

    public Submission(TaskCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Writes the zip file, whole or not at all; equal predictions give equal bytes.
     *
     * @return the names of the files in it and how many rows each has
     * @throws DataException if predictions are missing or not as they must be; all problems at once
     */
    public Map<String, Integer> write(Path predictions, Path zip) {
        Map<String, String> files = new LinkedHashMap<>();
        Map<String, Integer> rows = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String id : catalog.glue()) {
            Task task = catalog.task(id);
            String name = NAMES.getOrDefault(id, id);
            try {
                List<String> lines = lines(predictions.resolve(id + ".tsv"), task);
                files.put(name, HEAD + "\n" + String.join("\n", lines) + "\n");
                rows.put(name, lines.size());
            } catch (DataException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new DataException(String.join("\n", problems));
        }
        write(files, zip);
        return rows;
    }

    private static List<String> lines(Path file, Task task) {
        List<String> read = read(file);
        int expected = task.file("test").rows();
        if (read.isEmpty() || !read.get(0).equals(HEAD)) {
            throw new DataException("%s:1: must be the head index<TAB>prediction, was '%s'"
                    .formatted(file, read.isEmpty() ? "" : read.get(0)));
        }
        if (read.size() - 1 != expected) {
            throw new DataException("%s: must have the %d rows of the test split of %s, had %d"
                    .formatted(file, expected, task.displayName(), read.size() - 1));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < expected; i++) {
            String[] cells = read.get(i + 1).split("\t", -1);
            if (cells.length != 2 || !cells[0].equals(Integer.toString(i))) {
                throw new DataException("%s:%d: must be %d, a tab and a prediction, was '%s'"
                        .formatted(file, i + 2, i, read.get(i + 1)));
            }
            lines.add(i + "\t" + prediction(file, i + 2, cells[1], task.shape()));
        }
        return lines;
    }

    private static String prediction(Path file, int line, String text, TaskShape shape) {
        if (shape instanceof TaskShape.Score range) {
            return String.format(
                    Locale.ROOT, "%.3f", Math.max(range.min(), Math.min(range.max(), number(file, line, text))));
        }
        List<String> labels = ((TaskShape.Classes) shape).labels();
        if (!labels.contains(text)) {
            throw new DataException("%s:%d: must be one of %s, was '%s'".formatted(file, line, labels, text));
        }
        return text;
    }

    private static double number(Path file, int line, String text) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new DataException("%s:%d: must be a number, was '%s'".formatted(file, line, text), e);
        }
        throw new DataException("%s:%d: must be a finite number, was '%s'".formatted(file, line, text));
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DataException("%s must be there and readable as UTF-8, was not: %s".formatted(file, e), e);
        }
    }

    private static void write(Map<String, String> files, Path zip) {
        Path partial = zip.resolveSibling(zip.getFileName() + ".partial");
        try {
            try (OutputStream out = Files.newOutputStream(partial);
                    ZipOutputStream entries = new ZipOutputStream(out)) {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    ZipEntry entry = new ZipEntry(file.getKey());
                    entry.setTimeLocal(SAME_TIME);
                    entries.putNextEntry(entry);
                    entries.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                    entries.closeEntry();
                }
            }
            Files.move(partial, zip, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DataException("%s must be writable, was not: %s".formatted(zip, e), e);
        }
    }
}
