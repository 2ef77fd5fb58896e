package org.earlyexit.bench.glue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * MRPC as its authors published it, from which GLUE's three files are cut: pairs that GLUE's list names are the dev
 * set, the other pairs of the train file the train set, and the labels of the test file are replaced by numbers from 0.
 */
final class MrpcParts {

    static final String TRAIN = "MRPC/msr_paraphrase_train.txt";
    static final String TEST = "MRPC/msr_paraphrase_test.txt";
    static final String DEV_IDS = "MRPC/dev_ids.tsv";

    private static final String TEST_HEAD = "index\t#1 ID\t#2 ID\t#1 String\t#2 String\n";
    private static final int COLUMNS = 5;
    private static final int FIRST_ID = 1;
    private static final int TEXTS = 3;

    private final Path root;

    /** @param root a folder in the official layout that has the parts */
    MrpcParts(Path root) {
        this.root = root;
    }

    static List<String> all() {
        return List.of(TRAIN, TEST, DEV_IDS);
    }

    /** Writes the three files beside the parts. */
    void cut() throws IOException {
        List<String> rows = rows(TRAIN);
        StringBuilder train = new StringBuilder(rows.get(0)).append('\n');
        StringBuilder dev = new StringBuilder(train);
        Set<String> devIds = new HashSet<>(lines(DEV_IDS));
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split("\t", -1);
            boolean isDev = cells.length > TEXTS && devIds.contains(cells[FIRST_ID] + "\t" + cells[FIRST_ID + 1]);
            (isDev ? dev : train).append(row).append('\n');
        }
        StringBuilder test = new StringBuilder(TEST_HEAD);
        List<String> tests = rows(TEST);
        for (int i = 1; i < tests.size(); i++) {
            test.append(i - 1)
                    .append(tests.get(i).substring(tests.get(i).indexOf('\t')))
                    .append('\n');
        }
        write("MRPC/train.tsv", train);
        write("MRPC/dev.tsv", dev);
        write("MRPC/test.tsv", test);
    }

    private List<String> rows(String part) throws IOException {
        List<String> rows = lines(part);
        for (int i = 0; i < rows.size(); i++) {
            int columns = rows.get(i).split("\t", -1).length;
            if (columns != COLUMNS) {
                throw new DataException(
                        "%s:%d: a row must have %d columns, had %d".formatted(part, i + 1, COLUMNS, columns));
            }
        }
        if (rows.isEmpty()) {
            throw new DataException("%s must have a header, is empty".formatted(part));
        }
        return rows;
    }

    private List<String> lines(String part) throws IOException {
        return new String(Files.readAllBytes(root.resolve(part)), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList();
    }

    private void write(String path, StringBuilder text) throws IOException {
        Files.writeString(root.resolve(path), text, StandardCharsets.UTF_8);
    }
}
