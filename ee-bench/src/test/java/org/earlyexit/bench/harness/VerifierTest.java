package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.record.FileSums;
import org.earlyexit.bench.suite.Overrides;
import org.earlyexit.bench.suite.Suites;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way to bend a result, on a real run of the toy backbone. */
class VerifierTest {

    @TempDir
    private static Path once;

    @TempDir
    private Path folder;

    private Path run;

    @BeforeAll
    static void makeRun() {
        Machine machine = new Machine("test", "unknown", false, "java", "os", "arch", "processor", 1);
        Workbench bench = new Workbench(ToyPlugin.registry(), new TaskCatalog(), machine);
        Overrides small = new Overrides(
                List.of("tiny-sst"),
                List.of("full-model", "deebert", "pabee"),
                List.of(),
                Optional.of("toy"),
                Map.of(
                        "samples.train", "60",
                        "samples.dev", "40",
                        "samples.maxLength", "32",
                        "training.epochs", "1",
                        "measure.gridSize", "20",
                        "measure.curvePoints", "5",
                        "measure.timingSamples", "0"));
        try (EngineRoom room = new EngineRoom("cpu")) {
            bench.run(bench.plan(Suites.read("quick", small), RunOptions.NONE, room), once, room, Progress.NONE);
        }
    }

    @BeforeEach
    void copyRun() throws IOException {
        run = folder.resolve("run");
        try (Stream<Path> files = Files.walk(once)) {
            for (Path file : files.toList()) {
                Files.copy(file, run.resolve(once.relativize(file).toString()));
            }
        }
    }

    @Test
    void anUntouchedRunHasNoProblems() {
        Verification verification = verify();

        assertThat(verification.problems()).isEmpty();
        assertThat(verification.records()).isGreaterThanOrEqualTo(6);
        assertThat(verification.figures()).isGreaterThan(100);
    }

    @Test
    void anEditedRecordIsNamed() throws IOException {
        Path records = run.resolve("records.jsonl");
        Files.writeString(records, edited(Files.readString(records)));

        assertThat(verify().problems())
                .singleElement()
                .asString()
                .contains("records.jsonl:")
                .contains("the checksum must be");
    }

    @Test
    void anEditedRecordWithoutItsChecksumIsNamed() throws IOException {
        Path records = run.resolve("records.jsonl");
        Files.writeString(records, edited(unsealed(Files.readString(records))));

        assertThat(verify().problems())
                .anyMatch(
                        problem -> problem.contains("the record in records.jsonl must be that of its cell, was edited"))
                .anyMatch(problem -> problem.contains("accuracy must be") && problem.contains("was 0.987654"));
    }

    /** Whoever also mends the cell's record and its hashes is caught by the samples. */
    @Test
    void anEditWithMendedHashesIsCaughtByTheSamples() throws IOException {
        Path records = run.resolve("records.jsonl");
        String text = unsealed(Files.readString(records));
        String cell = text.replaceAll("(?s)^\\{\"schema\":\"ee-run/1\",\"cell\":\"([0-9a-f]+)\".*", "$1");
        Path own = run.resolve("cells").resolve(cell).resolve(MeasuredRow.RECORD);
        Files.writeString(records, edited(text));
        Files.writeString(own, edited(unsealed(Files.readString(own))));
        FileSums.write(Objects.requireNonNull(own.getParent()));

        assertThat(verify().problems()).isNotEmpty().allMatch(problem -> problem.contains("accuracy"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "speedupByMacs":                         | : multiply-accumulates times their speed-up must be
            "meanMacs":                              | : multiply-accumulates times their speed-up must be
            "speedupByThopMacs":                     | : thop's multiply-accumulates times their speed-up must be
            "hardnessCorrelation":{"value":          | correlation with hardness must be
            "byHardness":[{"hardness":               | hardness must be
            """)
    void anEditedFigureIsNamedByWhatItWasWorkedOutFrom(String before, String problem) throws IOException {
        Path records = run.resolve("records.jsonl");
        String text = unsealed(Files.readString(records));
        String bent = text.replaceFirst(Pattern.quote(before) + "-?[0-9.]+", Matcher.quoteReplacement(before + "77"));
        Files.writeString(records, bent);

        assertThat(bent).isNotEqualTo(text);
        assertThat(verify().problems()).anyMatch(found -> found.contains(problem));
    }

    @Test
    void aMajorityRowThatKnowsMoreIsNamed() throws IOException {
        String records = Files.readString(run.resolve("records.jsonl"));
        String majority = records.lines()
                .filter(line -> line.contains("\"label\":\"majority\""))
                .findFirst()
                .orElseThrow();
        String cell = majority.replaceAll("^\\{\"schema\":\"ee-run/1\",\"cell\":\"([0-9a-f]+)\".*", "$1");
        Path samples = run.resolve("cells").resolve(cell).resolve("samples.csv");
        Files.writeString(samples, Files.readString(samples).replaceFirst("(dev-1,\\d,\\d),1,", "$1,2,"));
        FileSums.write(Objects.requireNonNull(samples.getParent()));

        assertThat(verify().problems())
                .anyMatch(problem -> problem.contains("the majority row must give one answer at layer 1"));
    }

    @Test
    void labelsThatAreNotTheTasksAreNamed() throws IOException {
        Path samples = first("samples.csv");
        String text = Files.readString(samples);
        String turned = text.contains("\ndev-0,0,") ? "\ndev-0,1," : "\ndev-0,0,";
        Files.writeString(samples, text.replaceFirst("\ndev-0,[01],", turned));
        FileSums.write(Objects.requireNonNull(samples.getParent()));

        assertThat(verify().problems())
                .anyMatch(problem -> problem.contains("samples.csv must hold the ids and labels of tiny-sst"));
    }

    @Test
    void whatCannotBeWorkedOutIsSaid() {
        assertThat(verify().notDone())
                .anyMatch(reason -> reason.contains("by the clock are measured"))
                .anyMatch(reason -> reason.contains("multiply-accumulates need the model"))
                .anyMatch(reason -> reason.contains("the most frequent one needs the training rows"));
    }

    private static String edited(String records) {
        return records.replaceFirst("(\"accuracy\":\\{\"value\":)0\\.\\d+", "$10.987654");
    }

    private static String unsealed(String records) {
        return records.replaceAll(",\"crc32c\":\"[0-9a-f]{8}\"}", "}");
    }

    @Test
    void anEditedTraceByteIsNamed() throws IOException {
        Path trace = first("dev.trace");
        byte[] bytes = Files.readAllBytes(trace);
        bytes[bytes.length / 2] ^= 1;
        Files.write(trace, bytes);

        assertThat(verify().problems())
                .anyMatch(problem -> problem.contains("dev.trace must have the SHA-256"))
                .anyMatch(problem -> problem.contains("dev.trace") && problem.contains("tiny-sst"));
    }

    @Test
    void aSwappedSplitIsNamedEvenWithMendedHashes() throws IOException {
        Path trace = first("dev.trace");
        Files.copy(trace.resolveSibling("calibration.trace"), trace, StandardCopyOption.REPLACE_EXISTING);
        FileSums.write(Objects.requireNonNull(trace.getParent()));

        assertThat(verify().problems())
                .isNotEmpty()
                .allMatch(problem -> problem.contains("the trace must be of the scored samples")
                        && problem.contains("part 'calibration'"));
    }

    @Test
    void aChangedCheckpointIsNamedEvenWithMendedHashes() throws IOException {
        for (Path checkpoint : all("checkpoint.safetensors")) {
            byte[] bytes = Files.readAllBytes(checkpoint);
            bytes[bytes.length - 1] ^= 1;
            Files.write(checkpoint, bytes);
            FileSums.write(Objects.requireNonNull(checkpoint.getParent()));
        }

        assertThat(verify().problems())
                .isNotEmpty()
                .allMatch(problem -> problem.contains("came from another checkpoint"));
    }

    @Test
    void recordsWithoutCellsSayWhatCouldNotBeVerified() throws IOException {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        Files.copy(run.resolve("records.jsonl"), alone.resolve("records.jsonl"));

        Verification verification = new Verifier(ToyPlugin.registry(), alone).verify();

        assertThat(verification.problems()).isEmpty();
        assertThat(verification.notDone()).anyMatch(reason -> reason.startsWith("cells are not in this folder"));
    }

    private Verification verify() {
        return new Verifier(ToyPlugin.registry(), run).verify();
    }

    private Path first(String name) throws IOException {
        return all(name).get(0);
    }

    private List<Path> all(String name) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .sorted()
                    .toList();
        }
    }
}
