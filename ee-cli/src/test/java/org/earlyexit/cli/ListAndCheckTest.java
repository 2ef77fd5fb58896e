package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.harness.StopSignal;
import org.earlyexit.testkit.PluginJars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListAndCheckTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(ListedKind.class)
    void eachKindIsListedForPeopleAndForPrograms(ListedKind kind) {
        Call document = Call.ee("list", kind.toString(), "--json");
        Call text = Call.ee("list", kind.toString());

        assertThat(document.json().get(kind.toString()))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.get("id").asText()).isNotEmpty());
        document.json()
                .get(kind.toString())
                .forEach(
                        entry -> assertThat(text.out()).contains(entry.get("id").asText()));
    }

    @Test
    void everyKindIsListedUnlessOneIsNamed() {
        assertThat(Call.ee("--json", "list").json().fieldNames())
                .toIterable()
                .containsExactly("backbones", "methods", "strategies", "classifiers", "tasks", "suites");
    }

    @Test
    void aMethodComesWithItsPaperAndSettings() {
        assertThat(Call.ee("list", "methods").out()).contains("pabee", "Zhou", "paper");
    }

    @Test
    void aBrokenPluginIsLeftOutAndNamed() {
        Path jar = PluginJars.write(
                folder.resolve("broken.jar"), Map.of(PluginJars.SERVICES, new byte[] {'n', 'o', '.', 'N', 'o'}));

        Call list = Call.ee("list", "methods", "--plugins", folder.toString());
        Call check = Call.ee("check", "--backbone", "toy", "--plugins", folder.toString());

        assertThat(list.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(list.err()).contains(jar.toString());
        assertThat(check.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(check.out()).contains("NO   plugin", jar.toString(), "mend or remove");
    }

    @Test
    void whatIsThereIsFound() {
        Call call = Call.ee("check", "--backbone", "toy", "--out", folder.toString(), "--json");

        assertThat(call.exitCode()).as(call.out()).isEqualTo(ExitCode.DONE);
        assertThat(call.json().get("ok").asBoolean()).isTrue();
        assertThat(call.json().findValuesAsText("what"))
                .contains("java", "engine", "engine 2", "device", "threads", "backbone", "disk", "data", "plugins");
    }

    @Test
    void whatIsMissingComesWithItsMend() throws IOException {
        Files.createDirectories(folder.resolve("RTE"));
        Files.writeString(folder.resolve("RTE").resolve("train.tsv"), "");

        Call half = Call.ee("check", "--backbone", "toy", "--data", folder.toString());
        Call none = Call.ee(
                "check", "--backbone", "nowhere", "--data", folder.resolve("no").toString());

        assertThat(half.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(half.out()).contains("NO   rte", "dev.tsv is missing");
        assertThat(none.out()).contains("NO   backbone", "NO   data", "-> name the folder");
    }

    @Test
    void aDeviceThatIsNotThereIsSaid() {
        Call call = Call.ee("check", "--device", "tpu");

        assertThat(call.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(call.out()).contains("NO   engine", "tpu");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ListVerb.class,
                CheckVerb.class,
                PlanVerb.class,
                BenchVerb.class,
                ReportVerb.class,
                PredictVerb.class,
                SelfbenchVerb.class,
                DataVerb.class,
                ModelVerb.class
            })
    void everyVerbIsWired(Class<?> verb) {
        Console console = Console.of(new String[0], System.out, System.err);
        try (Composition toolkit = Composition.of(console, new StopSignal(), Optional.empty())) {
            assertThat(toolkit.verb(verb)).isNotNull();
        }
    }
}
