package org.earlyexit.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmissionTest {

    /** Rows of the test splits, as GLUE's own formatters have them. */
    private static final Map<String, Integer> ROWS = Map.ofEntries(
            Map.entry("cola", 1063),
            Map.entry("sst-2", 1821),
            Map.entry("mrpc", 1725),
            Map.entry("sts-b", 1379),
            Map.entry("qqp", 390965),
            Map.entry("mnli", 9796),
            Map.entry("mnli-mm", 9847),
            Map.entry("qnli", 5463),
            Map.entry("rte", 3000),
            Map.entry("wnli", 146),
            Map.entry("ax", 1104));

    @TempDir
    private Path folder;

    @BeforeEach
    void writePredictions() throws IOException {
        for (Map.Entry<String, Integer> task : ROWS.entrySet()) {
            write(task.getKey(), task.getValue());
        }
    }

    @Test
    void theZipHoldsElevenFilesAsTheServerTakesThem() throws IOException {
        Path zip = folder.resolve("submission.zip");

        Map<String, Integer> rows = new Submission(new TaskCatalog()).write(folder, zip);

        assertThat(rows).hasSize(11).containsEntry("MNLI-m.tsv", 9796).containsEntry("AX.tsv", 1104);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            List<String> names = file.stream().map(ZipEntry::getName).toList();
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "CoLA.tsv",
                            "SST-2.tsv",
                            "MRPC.tsv",
                            "STS-B.tsv",
                            "QQP.tsv",
                            "MNLI-m.tsv",
                            "MNLI-mm.tsv",
                            "QNLI.tsv",
                            "RTE.tsv",
                            "WNLI.tsv",
                            "AX.tsv");
            String scores =
                    new String(file.getInputStream(file.getEntry("STS-B.tsv")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(scores).startsWith("index\tprediction\n0\t5.000\n1\t0.000\n2\t2.346\n");
        }
        byte[] first = Files.readAllBytes(zip);
        new Submission(new TaskCatalog()).write(folder, zip);
        assertThat(Files.readAllBytes(zip)).isEqualTo(first);
    }

    @Test
    void wrongRowCountsLabelsAndMissingFilesAreAllNamedAndNothingIsWritten() throws IOException {
        write("cola", 1064);
        Files.delete(folder.resolve("ax.tsv"));
        Files.writeString(folder.resolve("wnli.tsv"), text("wnli", 146).replaceFirst("\t1\n", "\tyes\n"));
        Files.writeString(folder.resolve("rte.tsv"), text("rte", 3000).replaceFirst("\n7\t", "\n8\t"));

        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new Submission(new TaskCatalog()).write(folder, folder.resolve("s.zip")))
                .withMessageContaining("cola.tsv: must have the 1063 rows of the test split of CoLA, had 1064")
                .withMessageContaining("ax.tsv must be there")
                .withMessageContaining("must be one of [0, 1], was 'yes'")
                .withMessageContaining("rte.tsv:9: must be 7, a tab and a prediction");
        assertThat(folder.resolve("s.zip")).doesNotExist();
    }

    private void write(String task, int rows) throws IOException {
        Files.writeString(folder.resolve(task + ".tsv"), text(task, rows));
    }

    private static String text(String task, int rows) {
        List<String> lines = new ArrayList<>(List.of("index\tprediction"));
        for (int i = 0; i < rows; i++) {
            lines.add(i + "\t"
                    + switch (task) {
                        case "sts-b" -> List.of("5.4", "-0.2", "2.3456").get(i % 3);
                        case "mnli", "mnli-mm", "ax" -> "neutral";
                        case "qnli", "rte" -> "entailment";
                        default -> "1";
                    });
        }
        return String.join("\n", lines) + "\n";
    }
}
