package org.earlyexit.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuitesTest {

    @TempDir
    Path temporary;

    @ParameterizedTest
    @ValueSource(
            strings = {"quick", "built-in", "consistentee", "smartbert", "rivals", "glue-exits", "glue-small", "glue"})
    void readsEveryBundledSuite(String name) {
        Suite suite = Suites.read(name, Overrides.NONE);

        assertThat(suite.name()).isEqualTo(name);
        assertThat(suite.methods()).extracting(Suite.MethodEntry::as).contains("pabee");
        suite.tasks()
                .forEach(task ->
                        assertThat(Suites.training(suite, task).epochs()).isPositive());
    }

    @Test
    void narrowsASuiteToTheTasksAndRowsThatAreAskedFor() {
        Suite suite = Suites.read(
                "quick",
                new Overrides(
                        List.of("tiny-sst"),
                        List.of("pabee"),
                        List.of(7L),
                        Optional.of("folder"),
                        Map.of("training.epochs", "9")));

        assertThat(suite.tasks()).containsExactly("tiny-sst");
        assertThat(suite.methods()).extracting(Suite.MethodEntry::use).containsExactly("pabee");
        assertThat(suite.seeds()).containsExactly(7L);
        assertThat(suite.backbone()).isEqualTo("folder");
        assertThat(suite.training().epochs()).isEqualTo(9);
    }

    @Test
    void takesAMethodThatTheSuiteDoesNotListByItsId() {
        Suite suite = Suites.read(
                "quick", new Overrides(List.of(), List.of("pabee", "margin"), List.of(), Optional.empty(), Map.of()));

        assertThat(suite.methods())
                .containsExactly(
                        new Suite.MethodEntry("pabee", "pabee", "paper", Map.of()),
                        new Suite.MethodEntry("margin", "margin", "paper", Map.of()));
    }

    @Test
    void letsATaskHaveTrainingSettingsOfItsOwn() {
        Suite suite = Suites.read("glue-small", Overrides.NONE);

        assertThat(Suites.training(suite, "sst-2").epochs()).isEqualTo(2);
        assertThat(Suites.training(suite, "rte")).isEqualTo(suite.training());
    }

    @Test
    void reportsEveryProblemOfAFileAtOnce() throws IOException {
        String yaml = bundled().replace("maxLength", "maxLenght").replace("epochs: 3", "epochs: three");
        Path file = Files.writeString(temporary.resolve("mine.yaml"), yaml);

        assertThatThrownBy(() -> Suites.read(file.toString(), Overrides.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("suite.samples.maxLenght: unknown setting")
                .hasMessageContaining("suite.samples.maxLength: missing")
                .hasMessageContaining("suite.training.epochs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "training.epocs | 3 | no setting is called 'epocs' there; known: epochs",
                "trainig.epochs | 3 | no setting is called 'trainig' there; known: name",
                "training.epochs | many | suite.training.epochs",
            })
    void refusesSettingsThatAreNotThere(String path, String value, String message) {
        Overrides overrides = new Overrides(List.of(), List.of(), List.of(), Optional.empty(), Map.of(path, value));

        assertThatThrownBy(() -> Suites.read("quick", overrides))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs: 3 | epochs: 0 | epochs, batchSize and accumulation must be at least 1",
                "learningRate: 5.0e-4 | learningRate: 0.0 | learningRate must be above 0",
                "costs: [0.25, 0.5, 0.75] | costs: [0.5, 0.501] | costs in whole percent must be distinct",
                "tiny-sts: {epochs: 1} | tiny-stz: {epochs: 1} | trainingByTask must name rows of suite 'quick'",
                "as: truncated-6 | as: ../truncated | a row's name must be letters, digits, dots and hyphens",
            })
    void refusesWhatCannotBeBeforeAnythingRuns(String from, String to, String message) throws IOException {
        assertThat(bundled()).contains(from);
        Path file = Files.writeString(temporary.resolve("mine.yaml"), bundled().replace(from, to));

        assertThatThrownBy(() -> Suites.read(file.toString(), Overrides.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void setsTrainingForEveryTaskWhenTheCommandLineDoes() {
        Overrides overrides =
                new Overrides(List.of(), List.of(), List.of(), Optional.empty(), Map.of("training.epochs", "2"));

        Suite suite = Suites.read("glue-small", overrides);

        assertThat(Suites.training(suite, "sst-2").epochs()).isEqualTo(2);
    }

    @Test
    void namesTheRowsThatASuiteHasWhenAskedForAnother() {
        Overrides overrides = new Overrides(List.of("rte"), List.of(), List.of(), Optional.empty(), Map.of());

        assertThatThrownBy(() -> Suites.read("quick", overrides))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("--tasks must name rows of suite 'quick', was [rte]; it has: tiny-cola");
    }

    @Test
    void namesTheBundledSuitesWhenThereIsNoSuchSuite() {
        assertThatThrownBy(() -> Suites.read("quik", Overrides.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessage("No suite is called 'quik', and there is no such file; bundled: %s"
                        .formatted("quick, built-in, consistentee, smartbert, rivals, glue-exits, glue-small, glue"));
    }

    @Test
    void refusesTwoRowsOfOneName() throws IOException {
        Path file = Files.writeString(
                temporary.resolve("mine.yaml"), bundled().replace("  - pabee", "  - pabee\n  - pabee"));

        assertThatThrownBy(() -> Suites.read(file.toString(), Overrides.NONE))
                .hasMessageContaining("methods must be distinct");
    }

    /** Aliases of aliases, which would unfold to billions of words; a tag that makes an object; depth without end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                a: &a [x,x,x,x,x,x,x,x,x]
                b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
                c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
                d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
                tasks: [*d,*d,*d,*d,*d,*d,*d,*d,*d]
                """,
                "name: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost/\"]]\n",
                "name: &n [*n]\n",
                "DEEP",
            })
    void refusesAYamlFileThatIsABomb(String text) throws IOException {
        String bomb = text.equals("DEEP") ? "a: " + "[".repeat(100_000) : text;
        Path file = Files.writeString(temporary.resolve("bomb.yaml"), bomb);

        assertThatThrownBy(() -> Suites.read(file.toString(), Overrides.NONE)).isInstanceOf(ConfigException.class);
    }

    @Test
    void refusesAFileThatIsNoSuiteByItsSize() throws IOException {
        Path file = Files.writeString(temporary.resolve("large.yaml"), "# ".repeat(1 << 20));

        assertThatThrownBy(() -> Suites.read(file.toString(), Overrides.NONE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a suite must be at most 1048576 bytes, was 2097152");
    }

    /** A row's name becomes part of a file's name. */
    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "C:", "", ".hidden", "a\nb", "\uD83D\uDE00", "a\u202Eb"})
    void refusesRowsWhoseNameIsNoFileName(String name) {
        assertThatThrownBy(() -> new Suite.MethodEntry("pabee", name, "paper", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a row's name must be letters, digits, dots and hyphens, at most 64, was ");
        assertThatThrownBy(() -> new Suite.MethodEntry("pabee", "x".repeat(65), "paper", Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAYamlFileWithOneNameTwice() throws IOException {
        Path file = Files.writeString(temporary.resolve("mine.yaml"), bundled() + "seeds: [2]\n");

        assertThatThrownBy(() -> Suites.read(file.toString(), Overrides.NONE)).hasMessageContaining("seeds");
    }

    private static String bundled() throws IOException {
        try (var in = SuitesTest.class.getResourceAsStream("quick.yaml")) {
            return new String(
                    java.util.Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
