package org.earlyexit.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the real files where they are; row counts are those of their data sheet, partial sets included. */
class GlueFilesTest {
    private static final TaskCatalog CATALOG = new TaskCatalog();

    @ParameterizedTest(name = "{0} {1}: {2} rows")
    @CsvSource({
        "cola, train, 8551, true",
        "cola, dev, 1043, true", // its last row ends without a newline
        "cola, test, 1063, true",
        "sst-2, train, 67349, true",
        "sst-2, dev, 872, true",
        "sst-2, test, 1821, true",
        "mrpc, train, 3668, true",
        "mrpc, dev, 408, true",
        "mrpc, test, 1725, true",
        "sts-b, train, 5749, true",
        "sts-b, dev, 1500, true",
        "sts-b, test, 1379, true",
        "rte, train, 2490, true",
        "rte, dev, 277, true",
        "rte, test, 3000, true",
        "wnli, train, 635, true",
        "wnli, dev, 71, true",
        "wnli, test, 146, true",
        "qnli, train, 23751, false",
        "qnli, dev, 5463, true",
        "qnli, test, 5463, true",
        "mnli, train, 25653, false",
        "mnli, dev, 9815, true",
        "mnli-mm, dev, 9832, true",
        "qqp, train, 12102, false",
        "qqp, dev, 7599, false",
        "ax, test, 1104, true"
    })
    void everyRowOfTheRealFilesIsRead(String id, String name, int rows, boolean whole) {
        Path folder = GlueData.folder();
        Task task = CATALOG.task(id);

        Split split = new GlueFolder(task, folder).split(name);

        assertThat(split.samples()).hasSize(rows);
        assertThat(split.malformed()).isEmpty();
        assertThat(task.isWhole(split)).isEqualTo(whole);
        assertThat(split.samples()).allMatch(sample -> sample.label().isPresent() != "test".equals(name));
        assertThat(Files.exists(folder.resolve(task.file(name).path()))).isTrue();
    }

    /** The digest that the data sheet gives for CoLA's dev file. */
    @ParameterizedTest
    @CsvSource("8c013e21dc39957cac37378d87bebe225b694a0d5fe13eded66c2856628833fd")
    void theDigestIsThatOfTheDataSheet(String sha256) {
        assertThat(new GlueFolder(CATALOG.task("cola"), GlueData.folder())
                        .split("dev")
                        .sha256())
                .isEqualTo(sha256);
    }
}
