package org.earlyexit.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.earlyexit.hub.HubException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlueImportTest {

    private static final TaskCatalog CATALOG = new TaskCatalog();

    @TempDir
    Path folder;

    private List<String> bring(Path source) {
        return new GlueImport(CATALOG).run(source, folder.resolve("glue"));
    }

    private List<String> placed() throws IOException {
        Path root = folder.resolve("glue");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private Path zip(String name, Map<String, String> entries) throws IOException {
        return Files.write(folder.resolve(name), MadeGlue.zip(entries));
    }

    @ParameterizedTest
    @CsvSource({"rte, rte/, RTE", "rte, glue_data/RTE/, RTE", "sst-2, sst2/, SST-2", "sts-b, STSB/, STS-B"})
    void aFolderIsFoundUnderTheNamesThatScriptsGiveIt(String task, String where, String official) throws IOException {
        MadeGlue.write(task, folder.resolve("from").resolve(where));

        assertThat(bring(folder.resolve("from")))
                .containsExactly(official + "/dev.tsv", official + "/test.tsv", official + "/train.tsv");
        assertThat(placed()).hasSize(3);
        assertThat(new GlueFolder(CATALOG.task(task), folder.resolve("glue"))
                        .split("dev")
                        .samples())
                .hasSize(CATALOG.task(task).file("dev").rows());
    }

    @Test
    void theFolderOfOneTaskMayBeNamedItself() {
        MadeGlue.write("wnli", folder.resolve("WNLI"));

        assertThat(bring(folder.resolve("WNLI"))).hasSize(3).allMatch(path -> path.startsWith("WNLI/"));
    }

    @Test
    void theDiagnosticSetIsFoundInTheFolderOfTheOfficialScript() {
        MadeGlue.write("ax", folder.resolve("from").resolve("diagnostic"));

        assertThat(bring(folder.resolve("from"))).containsExactly("AX/diagnostic.tsv");
    }

    @Test
    void anArchiveIsReadAndWhatIsNotGlueInItIsLeftAlone() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("RTE/dev.tsv", MadeGlue.text("rte", "dev"));
        entries.put("RTE/original/rte1/dev.tsv", "something else");
        entries.put("__MACOSX/RTE/._dev.tsv", "something else");

        assertThat(bring(zip("RTE.zip", entries))).containsExactly("RTE/dev.tsv");
        assertThat(placed()).containsExactly("RTE/dev.tsv");
    }

    @Test
    void anArchiveWithoutFoldersIsTakenByItsName() throws IOException {
        assertThat(bring(zip("QNLIv2.zip", Map.of("dev.tsv", MadeGlue.text("qnli", "dev")))))
                .containsExactly("QNLI/dev.tsv");
    }

    /** The trap of the official script: what it fetches as QQP is STS-B. */
    @Test
    void anArchiveUnderTheNameOfAnotherTaskChangesNothing() throws IOException {
        Path swapped = zip("QQP.zip", Map.of("dev.tsv", MadeGlue.text("sts-b", "dev")));

        assertThatThrownBy(() -> bring(swapped))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("QQP.zip: QQP/dev.tsv:1: the header must name 6 columns, named 10");
        assertThat(placed()).isEmpty();
    }

    @Test
    void aHostileArchiveLeavesNothingBehind() throws IOException {
        Path hostile = zip("RTE.zip", Map.of("../RTE/dev.tsv", MadeGlue.text("rte", "dev")));

        assertThatThrownBy(() -> bring(hostile))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("'../RTE/dev.tsv'");
        assertThat(placed()).isEmpty();
        assertThat(folder.resolve("RTE")).doesNotExist();
    }

    @Test
    void anotherFileInTheSamePlaceIsNeverReplaced() throws IOException {
        MadeGlue.write(folder.resolve("from/RTE/dev.tsv"), MadeGlue.text("rte", "dev"));
        bring(folder.resolve("from"));
        assertThat(bring(folder.resolve("from"))).containsExactly("RTE/dev.tsv"); // the same is no other

        MadeGlue.write(folder.resolve("from/RTE/dev.tsv"), MadeGlue.text("rte", "dev", 5));

        assertThatThrownBy(() -> bring(folder.resolve("from")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has other RTE/dev.tsv; remove them, or name another folder with --to");
        assertThat(folder.resolve("glue/RTE/dev.tsv")).hasContent(MadeGlue.text("rte", "dev"));
    }

    @Test
    void twoFilesForOnePlaceAreRefused() throws IOException {
        MadeGlue.write(folder.resolve("from/a/RTE/dev.tsv"), MadeGlue.text("rte", "dev"));
        MadeGlue.write(folder.resolve("from/b/RTE/dev.tsv"), MadeGlue.text("rte", "dev"));

        assertThatThrownBy(() -> bring(folder.resolve("from"))).hasMessageContaining("RTE/dev.tsv must be there once");
        assertThat(placed()).isEmpty();
    }

    @Test
    void aSourceWithoutGlueIsRefused() throws IOException {
        MadeGlue.write(folder.resolve("from/notes.txt"), "nothing");

        assertThatThrownBy(() -> bring(folder.resolve("from"))).hasMessageContaining("must have files of GLUE");
        assertThatThrownBy(() -> bring(folder.resolve("nowhere"))).hasMessageContaining("there is none");
        assertThatThrownBy(() -> bring(zip("empty.zip", Map.of("notes.txt", "nothing"))))
                .hasMessageContaining("must have files of GLUE");
    }

    @Test
    void whatAKilledImportLeftIsCleanedUp() throws IOException {
        MadeGlue.write(folder.resolve("glue/.import/official/RTE/dev.tsv"), "half a file");
        MadeGlue.write(folder.resolve("from/RTE/dev.tsv"), MadeGlue.text("rte", "dev"));

        bring(folder.resolve("from"));

        assertThat(placed()).containsExactly("RTE/dev.tsv");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        MadeGlue.write(folder.resolve("from/RTE/dev.tsv"), MadeGlue.text("rte", "dev"));
        MadeGlue.write(folder.resolve("glue/RTE"), "a file where a folder should be");

        assertThatThrownBy(() -> bring(folder.resolve("from")))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.kind()).isEqualTo(HubException.Kind.SURROUNDINGS))
                .hasMessageContaining("must be writable");
    }

    @Test
    void mrpcIsCutFromItsParts() throws IOException {
        String head = "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\n";
        MadeGlue.write(
                folder.resolve("from/msr_paraphrase_train.txt"),
                head + "1\t11\t12\tone\ttwo\n0\t21\t22\tthree\tfour\n");
        MadeGlue.write(folder.resolve("from/msr_paraphrase_test.txt"), head + "1\t31\t32\tfive\tsix\n");
        MadeGlue.write(folder.resolve("from/mrpc_dev_ids.tsv"), "21\t22\n");

        assertThat(bring(folder.resolve("from"))).containsExactly("MRPC/dev.tsv", "MRPC/test.tsv", "MRPC/train.tsv");
        assertThat(folder.resolve("glue/MRPC/train.tsv")).hasContent(head + "1\t11\t12\tone\ttwo\n");
        assertThat(folder.resolve("glue/MRPC/dev.tsv")).hasContent(head + "0\t21\t22\tthree\tfour\n");
        assertThat(folder.resolve("glue/MRPC/test.tsv"))
                .hasContent("index\t#1 ID\t#2 ID\t#1 String\t#2 String\n0\t31\t32\tfive\tsix\n");
    }

    @Test
    void aDamagedPartOfMrpcIsRefusedWithItsLine() {
        MadeGlue.write(folder.resolve("from/msr_paraphrase_train.txt"), "a\tb\tc\td\te\nonly one column\n");
        MadeGlue.write(folder.resolve("from/msr_paraphrase_test.txt"), "");
        MadeGlue.write(folder.resolve("from/dev_ids.tsv"), "");

        assertThatThrownBy(() -> bring(folder.resolve("from")))
                .hasMessageContaining("msr_paraphrase_train.txt:2: a row must have 5 columns, had 1");
    }

    /** The real parts, where they are here, give the files that GLUE's users have, byte for byte. */
    @Test
    void theRealPartsOfMrpcGiveItsRealFiles() throws IOException {
        Path real = GlueData.folder().resolve("MRPC");
        for (String part : List.of("msr_paraphrase_train.txt", "msr_paraphrase_test.txt", "dev_ids.tsv")) {
            Files.copy(
                    real.resolve(part),
                    Files.createDirectories(folder.resolve("from")).resolve(part));
        }

        bring(folder.resolve("from"));

        for (String file : List.of("train.tsv", "dev.tsv", "test.tsv")) {
            assertThat(folder.resolve("glue/MRPC").resolve(file)).hasSameBinaryContentAs(real.resolve(file));
        }
    }
}
