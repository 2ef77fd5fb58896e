package org.earlyexit.bench.glue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads GLUE's tab-separated files: rows end with a newline, columns with a tab, and a quotation mark is a letter.
 *
 * <p>A row with a wrong number of columns or an empty sentence is left out and listed; more than one such row in a
 * thousand is an error, for then the file is not what the task says. A wrong label, a byte that is no UTF-8, a NUL and
 * a line of more than 1 MiB are errors at once.
 */
public final class GlueReader {
    private static final int MALFORMED_ONE_IN = 1000;
    private static final int SHOWN_PROBLEMS = 5;

    /**
     * Reads one split.
     *
     * @param dataRoot the folder that holds {@code CoLA}, {@code SST-2} and the others
     * @throws DataException if the file is missing or is not what the task says; the message names file and line
     */
    public Split read(Task task, Path dataRoot, String split) {
        SplitFile layout = task.file(split);
        Path file = dataRoot.resolve(layout.path());
        if (!Files.isRegularFile(file)) {
            throw new DataException(missing(task, dataRoot, file));
        }
        byte[] bytes = bytes(file);
        return parse(task, split, file.toString(), bytes);
    }

    static Split parse(Task task, String split, String file, byte[] bytes) {
        SplitFile layout = task.file(split);
        List<String> lines = new TextLines(file).of(bytes);
        int start = layout.header() ? 1 : 0;
        RowReader reader = new RowReader(task.shape(), layout, file);
        if (layout.header()) {
            reader.checkHeader(lines);
        }
        List<Sample> samples = new ArrayList<>(lines.size());
        List<RowProblem> malformed = new ArrayList<>();
        for (int i = start; i < lines.size(); i++) {
            reader.read(lines.get(i), i + 1, split + "-" + (i - start), samples, malformed);
        }
        Split result = new Split(split, samples, malformed, Digest.sha256(bytes));
        refuseTooManyMalformed(result, file);
        return result;
    }

    private static void refuseTooManyMalformed(Split split, String file) {
        if ((long) split.malformed().size() * MALFORMED_ONE_IN > split.rows()) {
            throw new DataException("%s: at most 0.1 %% of the rows may be malformed, were %d of %d; the first: %s"
                    .formatted(
                            file,
                            split.malformed().size(),
                            split.rows(),
                            split.malformed().stream()
                                    .limit(SHOWN_PROBLEMS)
                                    .map(RowProblem::toString)
                                    .collect(Collectors.joining("; "))));
        }
    }

    private static String missing(Task task, Path dataRoot, Path file) {
        String layout =
                task.files().values().stream().map(SplitFile::path).distinct().collect(Collectors.joining(", "));
        return "%s: no such file; %s needs %s in the data folder '%s': name the folder that holds them with --data"
                .formatted(file, task.displayName(), layout, dataRoot);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DataException("%s: must be readable, was not: %s".formatted(file, e));
        }
    }
}
