package org.earlyexit.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.earlyexit.bench.glue.GlueCheck.FileState;
import org.earlyexit.bench.glue.GlueCheck.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlueCheckTest {

    @TempDir
    Path folder;

    private final GlueCheck check = new GlueCheck(new TaskCatalog());

    private FileState state(String path) {
        return check.look(folder).stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private List<String> problems() {
        return GlueCheck.problems(check.look(folder)).stream()
                .map(FileState::path)
                .toList();
    }

    @Test
    void everyOfficialFileIsLookedAtOnce() {
        assertThat(check.look(folder))
                .hasSize(30) // eight tasks of three files, the five of MNLI, and AX
                .allMatch(file -> file.state() == State.MISSING)
                .extracting(FileState::path)
                .doesNotHaveDuplicates();
        assertThat(problems()).isEmpty();
    }

    @Test
    void aWholeTaskHasNoProblems() {
        MadeGlue.write("rte", folder.resolve("RTE"));

        assertThat(state("RTE/dev.tsv"))
                .returns(State.WHOLE, FileState::state)
                .returns(277, FileState::rows)
                .returns("other bytes than the known copy", FileState::note);
        assertThat(problems()).isEmpty();
    }

    @Test
    void otherNumbersOfRowsAreAProblem() {
        MadeGlue.write("rte", folder.resolve("RTE"));
        MadeGlue.write(folder.resolve("RTE/train.tsv"), MadeGlue.text("rte", "train", 100));

        assertThat(state("RTE/train.tsv"))
                .returns(State.PARTIAL, FileState::state)
                .returns(100, FileState::rows)
                .returns(2490, FileState::officialRows);
        assertThat(problems()).containsExactly("RTE/train.tsv");
    }

    @Test
    void aFileThatIsNotWhatItsNameSaysIsDamaged() {
        MadeGlue.write(folder.resolve("QQP/dev.tsv"), MadeGlue.text("sts-b", "dev"));

        assertThat(state("QQP/dev.tsv").state()).isEqualTo(State.DAMAGED);
        assertThat(state("QQP/dev.tsv").note()).contains("the header must name 6 columns, named 10");
        assertThat(problems()).containsExactly("QQP/train.tsv", "QQP/dev.tsv");
    }

    @Test
    void aMissingTestSetIsNoProblem() {
        MadeGlue.write(folder.resolve("RTE/dev.tsv"), MadeGlue.text("rte", "dev"));

        assertThat(problems()).containsExactly("RTE/train.tsv");
    }

    @Test
    void malformedRowsAreCountedAndTheFirstIsShown() {
        MadeGlue.write(folder.resolve("QNLI/dev.tsv"), MadeGlue.text("qnli", "dev", 5462) + "one\ttwo\n");

        assertThat(state("QNLI/dev.tsv").state()).isEqualTo(State.WHOLE);
        assertThat(state("QNLI/dev.tsv").note())
                .startsWith("1 malformed rows are left out, the first: ")
                .contains("dev.tsv:5464: a row must have 4 columns, had 2");
    }

    @Test
    void aFolderThatIsNoneIsRefused() {
        assertThatThrownBy(() -> check.look(folder.resolve("no")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must be the folder that holds CoLA, RTE and so on");
    }

    /**
     * The real files, where they are here: what their data sheet calls partial is partial, all else whole and known.
     */
    @Test
    void theRealFilesAreAsTheirDataSheetSays() {
        Path real = GlueData.folder();
        Set<String> partial = Set.of("QNLI/train.tsv", "MNLI/train.tsv", "QQP/train.tsv", "QQP/dev.tsv");

        assertThat(check.look(real))
                .filteredOn(file -> Files.exists(real.resolve(file.path())))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.state())
                        .as(file.path())
                        .isEqualTo(partial.contains(file.path()) ? State.PARTIAL : State.WHOLE))
                .filteredOn(file -> file.state() == State.WHOLE)
                .allSatisfy(file -> assertThat(file.note()).as(file.path()).isEqualTo("known bytes"));
    }
}
