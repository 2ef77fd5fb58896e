package org.earlyexit.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TaskCatalogTest {
    private static final TaskCatalog CATALOG = new TaskCatalog();
    private static final String YAML = """
            id: toy
            name: Toy
            version: 1
            answers: {labels: [no, yes], positive: yes}
            metrics: [f1, accuracy]
            splits:
              dev: {file: Toy/dev.tsv, header: true, columns: 5, first: 1, second: 2, label: last, rows: 7}
            about: {source: made up, knownHardness: false}
            """;

    static List<String> ids() {
        return java.util.stream.Stream.concat(CATALOG.glue().stream(), CATALOG.builtIn().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyTaskLoadsUnderItsOwnId(String id) {
        Task task = CATALOG.task(id);

        assertThat(task.id()).isEqualTo(id);
        assertThat(task.origin().source()).isNotBlank();
        assertThat(task.origin().knownHardness()).isEqualTo(CATALOG.builtIn().contains(id));
        assertThat(task.files().isEmpty()).isEqualTo(CATALOG.builtIn().contains(id));
        assertThat(task.mainMetric()).isIn("accuracy", "f1", "matthews", "pearson");
    }

    /** The metrics of the GLUE paper; dev sizes from its data sheet, which sum to 69,711. */
    @ParameterizedTest(name = "{0}: {1}, {2} dev rows")
    @CsvSource({
        "cola, matthews, 1043",
        "sst-2, accuracy, 872",
        "mrpc, f1, 408",
        "sts-b, pearson, 1500",
        "qqp, f1, 40430",
        "mnli, accuracy, 9815",
        "mnli-mm, accuracy, 9832",
        "qnli, accuracy, 5463",
        "rte, accuracy, 277",
        "wnli, accuracy, 71"
    })
    void mainMetricsAndOfficialDevSizesAreThoseOfGlue(String id, String metric, int rows) {
        assertThat(CATALOG.task(id).mainMetric()).isEqualTo(metric);
        assertThat(CATALOG.task(id).file("dev").rows()).isEqualTo(rows);
    }

    @Test
    void theLabelsOfInferenceStandInOneOrderEverywhere() {
        List<String> three = List.of("entailment", "neutral", "contradiction");

        assertThat(List.of("mnli", "mnli-mm", "ax", "tiny-mnli"))
                .allSatisfy(id -> assertThat(CATALOG.task(id).shape()).isEqualTo(new TaskShape.Classes(three)));
    }

    @Test
    void theDiagnosticSetIsAnsweredByTheModelOfMnliAndHasNoLabels() {
        Task task = CATALOG.task("ax");

        assertThat(task.origin().trainedOn()).contains("mnli");
        assertThat(task.files().keySet()).containsExactly("test");
        assertThat(task.file("test").label()).isEmpty();
    }

    @Test
    void anUnknownTaskIsAnErrorThatListsThoseThereAre() {
        assertThatThrownBy(() -> CATALOG.task("mnl"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "No task is called 'mnl'; known: cola, sst-2, mrpc, sts-b, qqp, mnli, mnli-mm, qnli, rte, wnli,"
                                + " ax, tiny-cola, tiny-sst, tiny-mrpc, tiny-sts, tiny-mnli, tiny-qnli, tiny-rte");
    }

    @Test
    void aTaskIsReadFromItsFile() {
        Task task = TaskFile.parse("toy.yaml", YAML);

        TaskShape.Classes classes = new TaskShape.Classes(List.of("no", "yes"), Optional.of("yes"));
        assertThat(task.shape()).isEqualTo(classes);
        assertThat(classes.positiveIndex()).isEqualTo(OptionalInt.of(1));
        assertThat(task.file("dev"))
                .isEqualTo(new SplitFile("Toy/dev.tsv", true, 5, 1, Optional.of(2), Optional.of(4), 7));
        assertThat(task.isWhole(new Split("dev", List.of(), List.of(), ""))).isFalse();
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "version: 1 | verzion: 1 | version",
                "version: 1 | version: 0 | version must be at least 1, was 0",
                "version: 1 | version: | null",
                "name: Toy  | id: toy | Duplicate",
                "name: Toy  | '' | name",
                "name: Toy  | name: null | name",
                "id: toy    | id: Toy Task | a task id must be lower-case words joined by hyphens, was 'Toy Task'",
                "[f1, accuracy] | [] | metrics must name at least one metric",
                "[f1, accuracy] | null | metrics",
                "labels: [no, yes], positive: yes | score: [0, 5], labels: [a, b] | either labels or score",
                "labels: [no, yes], positive: yes | positive: yes | either labels or score",
                "labels: [no, yes], positive: yes | score: [5, 0] | a score must range from a number to a larger one",
                "labels: [no, yes], positive: yes | score: [5] | either labels or score",
                "positive: yes | positive: maybe | positive must be one of the labels [no, yes], was 'maybe'",
                "labels: [no, yes] | labels: [yes, yes] | labels must be two or more different names, were [yes, yes]",
                "answers: {labels: [no, yes], positive: yes} | '' | answers: missing",
                "about: {source: made up, knownHardness: false} | '' | about: missing",
                "source: made up | source: null | source must not be null",
                "source: made up | source: made up, sourse: x | sourse",
                "file: Toy/dev.tsv | file: null | file must not be null",
                "first: 1 | first: 5 | Toy/dev.tsv: a column must be in [0, 5), was 5",
                "second: 2 | second: two | two",
                "rows: 7 | rows: 0 | Toy/dev.tsv: columns and rows must be at least 1, were 5 and 0"
            })
    void aTaskFileThatCannotWorkIsAnErrorThatNamesFileAndMend(String from, String to, String message) {
        assertThatThrownBy(() -> TaskFile.parse("toy.yaml", YAML.replace(from, to)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("toy.yaml: ")
                .hasMessageContaining(message);
    }

    @Test
    void labelsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Label.ClassLabel(-1)).hasMessage("a class index must be at least 0, was -1");
        assertThatThrownBy(() -> new Label.ScoreLabel(Double.NaN))
                .hasMessage("a score must be a finite number, was NaN");
    }
}
