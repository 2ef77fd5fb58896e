package org.earlyexit.bench.glue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Made-up files of GLUE with the official number of rows, columns and labels, and nothing of its text. */
final class MadeGlue {

    private static final TaskCatalog CATALOG = new TaskCatalog();

    private MadeGlue() {}

    /** The text of a split, whole unless another number of rows is asked for. */
    static String text(String task, String split, int rows) {
        Task made = CATALOG.task(task);
        SplitFile file = made.file(split);
        StringBuilder text = new StringBuilder();
        if (file.header()) {
            text.append(String.join("\t", Collections.nCopies(file.columns(), "head")))
                    .append('\n');
        }
        for (int row = 0; row < rows; row++) {
            List<String> cells = new ArrayList<>(Collections.nCopies(file.columns(), "x" + row));
            file.label().ifPresent(column -> cells.set(column, label(made.shape())));
            text.append(String.join("\t", cells)).append('\n');
        }
        return text.toString();
    }

    static String text(String task, String split) {
        return text(task, split, CATALOG.task(task).file(split).rows());
    }

    private static String label(TaskShape shape) {
        return shape instanceof TaskShape.Classes classes ? classes.labels().get(0) : "1.5";
    }

    /** All splits of a task below a folder. */
    static void write(String task, Path folder) {
        for (String split : CATALOG.task(task).files().keySet()) {
            Path name = Path.of(CATALOG.task(task).file(split).path()).getFileName();
            write(folder.resolve(name), text(task, split));
        }
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A zip file of texts. */
    static byte[] zip(Map<String, String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
