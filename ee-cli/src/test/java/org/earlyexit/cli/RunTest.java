package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.io.Resources;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.earlyexit.bench.suite.Suites;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verbs from end to end, on a backbone that trains in seconds; and each way in which they end. */
class RunTest {

    @TempDir
    Path folder;

    @Test
    void aSecondCallPrintsTheSameTableAndMakesNothing() {
        Call first = bench("full-model,pabee");
        Call second = bench("full-model,pabee");
        Call document = bench("full-model,pabee", "--json");

        assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.DONE);
        assertThat(first.out())
                .contains("pabee", "Page: " + run().resolve("report").resolve("index.html"))
                .isEqualTo(second.out());
        assertThat(document.json().get("newCells").asInt()).isZero();
        assertThat(document.json().get("failed")).isEmpty();
        assertThat(first.out()).startsWith(document.json().get("table").asText());
        assertThat(run().resolve("report").resolve("index.html")).isNotEmptyFile();
    }

    @Test
    void aPlanRunsNothing() {
        Call call = Call.ee(arguments("plan", "quick", "full-model,pabee", List.of("--json")));

        JsonNode cells = call.json().get("cells");
        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.DONE);
        assertThat(cells)
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(cell.get("finished").asBoolean()).isFalse());
        assertThat(call.json().get("estimatedSeconds").asDouble()).isPositive();
        assertThat(run()).doesNotExist();
        assertThat(Call.ee(arguments("plan", "quick", "pabee", List.of())).out())
                .contains("cells to make");
    }

    /** On a task that needs no data: what a suite asks of its methods is the same on all. */
    @ParameterizedTest
    @MethodSource
    void everySuiteThatComesAlongCanBePlanned(String suite) throws IOException {
        String text = Resources.toString(Suites.class.getResource(suite + ".yaml"), StandardCharsets.UTF_8)
                .replaceFirst("tasks: \\[.*\\]", "tasks: [tiny-cola]")
                .replaceFirst("(?s)trainingByTask:.*?\n(?=\\S)", "");
        Path file = Files.writeString(folder.resolve("suite.yaml"), text);

        Call call = Call.ee("plan", file.toString(), "--out", run().toString(), "--json");

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.DONE);
        assertThat(call.json().get("cells")).isNotEmpty();
    }

    static List<String> everySuiteThatComesAlongCanBePlanned() {
        return Call.ee("list", "suites", "--json").json().get("suites").findValuesAsText("id");
    }

    @Test
    void aTrainedRowAnswersLayerByLayer() throws IOException {
        bench("pabee");
        Path cell = cellOfARow();

        Call call = Call.ee("predict", "--run", cell.toString(), "--json", "the cat sleeps");
        Call text = Call.ee("predict", "--run", cell.toString(), "the cat sleeps");
        Call second = Call.ee("predict", "--run", cell.toString(), "--engine", "mxnet", "the cat sleeps");

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.DONE);
        assertThat(call.json().get("layers")).hasSize(4);
        assertThat(call.json().get("exitLayer").asInt()).isBetween(1, 4);
        assertThat(text.out()).contains("leaves here", "LAYER");
        assertThat(second.out()).isEqualTo(text.out());
    }

    @Test
    void aFailingRowCostsItselfAndEndsWith1() throws IOException {
        Call call = Call.ee(
                arguments("bench", suite("methods: [full-model]", "methods: [full-model, failing]"), "", List.of()));

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
        assertThat(call.err()).contains("ee: Failed: failing on tiny-rte, seed 1: ", "this method always fails");
        assertThat(call.out()).contains("Page: ");
    }

    @Test
    void withoutAnyRowThereIsNothingToReport() throws IOException {
        Call call = Call.ee(
                arguments("bench", suite("methods: [full-model]", "methods: [failing]"), "", List.of("--json")));

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
        assertThat(call.json().get("failed")).hasSize(1);
        assertThat(call.json().has("page")).isFalse();
        assertThat(run().resolve("report")).doesNotExist();
    }

    @Test
    void anUnknownNameInASuiteEndsWith2() throws IOException {
        assertRefused(suite("methods: [full-model]", "methods: [pabe]"), ExitCode.USAGE, "'pabe'");
        assertRefused(suite("tasks: [tiny-rte]", "tasks: [tiny-rita]"), ExitCode.USAGE, "'tiny-rita'");
        assertRefused(suite("epochs: 1", "epocs: 1"), ExitCode.USAGE, "epocs: unknown setting");
        assertRefused(suite("backbone: toy", "backbone: nowhere"), ExitCode.USAGE, "'nowhere'");
    }

    @Test
    void missingDataEndWith3() throws IOException {
        String suite = suite("tasks: [tiny-rte]", "tasks: [rte]");

        assertRefused(suite, ExitCode.INTEGRITY, "--data");
        assertRefused(
                suite,
                ExitCode.INTEGRITY,
                "nowhere",
                "--data",
                folder.resolve("nowhere").toString());
    }

    @Test
    void aDamagedModelEndsWith3() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), """
                {"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 2,
                 "intermediate_size": 16, "vocab_size": 5, "max_position_embeddings": 16, "type_vocab_size": 2,
                 "hidden_act": "gelu", "layer_norm_eps": 1e-12, "hidden_dropout_prob": 0.1,
                 "attention_probs_dropout_prob": 0.1}
                """);
        Files.writeString(model.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
        Files.write(model.resolve("model.safetensors"), new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, '{'});

        assertRefused(suite("", ""), ExitCode.INTEGRITY, "model.safetensors", "--backbone", model.toString());
    }

    @Test
    void aPlaceThatCannotBeWrittenEndsWith4() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        String suite = suite("", "");

        Call call = Call.ee("bench", suite, "--out", file.resolve("run").toString());

        assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(call.err()).contains("The run folder must be writable", "--out");
    }

    @Test
    void aFolderThatAnotherRunHoldsEndsWith5() throws IOException {
        Files.createDirectories(run());
        try (FileChannel channel =
                        FileChannel.open(run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Call call = bench("full-model", "--json");

            assertThat(held.isValid()).isTrue();
            assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.LOCKED);
            assertThat(call.json().get("exitCode").asInt()).isEqualTo(ExitCode.LOCKED);
        }
    }

    @Test
    void aReportOfNothingEndsWith3() {
        Call call = Call.ee("report", folder.toString());

        assertThat(call.exitCode()).isEqualTo(ExitCode.INTEGRITY);
        assertThat(call.err()).hasLineCount(1);
        assertThat(folder.resolve("report")).doesNotExist();
    }

    private void assertRefused(String suite, int exitCode, String message, String... more) {
        Call call = Call.ee(arguments("bench", suite, "", List.of(more)));

        assertThat(call.exitCode()).as(call.err()).isEqualTo(exitCode);
        assertThat(call.err()).startsWith("ee: ").contains(message);
        assertThat(call.out()).isEmpty();
        assertThat(run().resolve("records.jsonl")).doesNotExist();
    }

    private Call bench(String methods, String... more) {
        return Call.ee(arguments("bench", "quick", methods, List.of(more)));
    }

    private Path run() {
        return folder.resolve("run");
    }

    /** The quick suite, made small; or another file, as it is. */
    private String[] arguments(String verb, String suite, String methods, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(verb, suite, "--out", run().toString()));
        if (suite.equals("quick")) {
            arguments.addAll(List.of("--tasks", "tiny-cola", "--methods", methods, "--backbone", "toy"));
            Stream.of("samples.train=40", "samples.dev=20", "samples.maxLength=32", "training.epochs=1")
                    .forEach(setting -> arguments.addAll(List.of("--set", setting)));
            Stream.of("measure.gridSize=10", "measure.curvePoints=3", "measure.timingSamples=4")
                    .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        }
        arguments.addAll(more);
        return arguments.toArray(String[]::new);
    }

    /** A suite file that works, but for one change. */
    private String suite(String from, String to) throws IOException {
        String text = """
                name: small
                backbone: toy
                tasks: [tiny-rte]
                seeds: [1]
                methods: [full-model]
                samples: {maxLength: 32, train: 40, dev: 20, calibrationShare: 0.2, calibrationMost: 100}
                training: {epochs: 1, batchSize: 16, accumulation: 1, patience: 0, learningRate: 1.0e-3,
                    weightDecay: 0.01, warmup: 0.1, clipNorm: 1.0, epsilon: 1.0e-8}
                measure: {batchSize: 16, gridSize: 10, curvePoints: 3, costs: [0.5], timingSamples: 0, timingRepeats: 1}
                """;
        assertThat(text).contains(from);
        return Files.writeString(folder.resolve("small.yaml"), text.replace(from, to))
                .toString();
    }

    private Path cellOfARow() throws IOException {
        try (Stream<Path> files = Files.walk(run())) {
            return files.filter(file -> file.endsWith("row.json"))
                    .map(Path::getParent)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
