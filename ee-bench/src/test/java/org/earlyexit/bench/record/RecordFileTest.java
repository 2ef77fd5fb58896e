package org.earlyexit.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFileTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackEqual() {
        Path file = folder.resolve("records.jsonl");

        RecordFile.write(file, List.of(record(0.1, "a"), record(1.0 / 3, "b"), record(1e-300, "c")));

        assertThat(RecordFile.read(file)).containsExactly(record(0.1, "a"), record(1.0 / 3, "b"), record(1e-300, "c"));
        assertThat(folder.resolve("records.jsonl.partial")).doesNotExist();
    }

    @Test
    void noFlippedBitIsReadAsAnotherRecord() throws IOException {
        Path file = folder.resolve("records.jsonl");
        List<RunRecord> written = List.of(record(0.1, "a"), record(1.0 / 3, "b"));
        RecordFile.write(file, written);
        byte[] good = Files.readAllBytes(file);
        int noticed = 0;
        for (int place = 0; place < good.length; place++) {
            byte[] bad = good.clone();
            bad[place] ^= (byte) (1 << place % 8);
            Files.write(file, bad);
            try {
                assertThat(RecordFile.read(file)).as("byte %d", place).isEqualTo(written);
            } catch (RecordException e) {
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(good.length - 10); // white space may be other white space
    }

    @Test
    void whatATornTailLeavesIsRefused() throws IOException {
        Path file = folder.resolve("records.jsonl");
        RecordFile.write(file, List.of(record(0.1, "a"), record(1.0 / 3, "b")));
        byte[] good = Files.readAllBytes(file);
        int first = new String(good, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = first + 1; length < good.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(good, length));
            assertThatExceptionOfType(RecordException.class)
                    .as("%d of %d bytes", length, good.length)
                    .isThrownBy(() -> RecordFile.read(file));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "tr"})
    void theBytesDependOnNeitherLocaleNorOrderOfMaps(String language) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));

            String line = RecordFile.line(record(0.5, "a"));

            assertThat(line)
                    .startsWith("{\"schema\":\"ee-run/1\",\"cell\":\"0011aabb\",\"task\":{\"id\":\"rte\",")
                    .contains("\"settings\":{\"I\":\"1\",\"i\":\"2\",\"z\":\"3\"}")
                    .contains("\"value\":0.5,\"unit\":\"share\",\"n\":277,\"standardError\":null,\"note\":\"\"")
                    .doesNotContain("\n");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void everyWrittenLineFitsTheSchema() throws IOException {
        JsonNode record = JSON.readTree(RecordFile.line(record(0.5, "a")));

        assertThat(schema().validate(record)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an unknown name    | \"seed\":7        | \"seed\":7,\"sead\":7",
                "a missing name     | \"seed\":7,       | ''",
                "another format     | ee-run/1          | ee-run/2",
                "a text for a count | \"hidden\":16     | \"hidden\":\"16\"",
                "half a count       | \"hidden\":16     | \"hidden\":16.5",
                "no note for null   | \"value\":0.5,    | \"value\":null,",
                "a cell with slashes| 0011aabb          | ../0011aabb",
                "a third choice     | \"chosenOn\":\"fixed\" | \"chosenOn\":\"dev\"",
            })
    void schemaAndReaderRefuseTheSameLines(String what, String good, String bad) throws IOException {
        String line = RecordFile.line(record(0.5, "a")).replace(good, bad);
        Path file = folder.resolve("records.jsonl");
        Files.writeString(file, RecordFile.line(record(0.5, "a")) + "\n" + line + "\n");

        assertThat(schema().validate(JSON.readTree(line))).as(what).isNotEmpty();
        assertThatExceptionOfType(RecordException.class)
                .as(what)
                .isThrownBy(() -> RecordFile.read(file))
                .withMessageContaining("records.jsonl:2: ");
    }

    @Test
    void aBrokenValueIsNamedWithItsPlace() throws IOException {
        Path file = folder.resolve("records.jsonl");
        Files.writeString(file, RecordFile.line(record(0.5, "a")).replace("\"layers\":2", "\"layers\":0") + "\n");

        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> RecordFile.read(file))
                .withMessageContaining("records.jsonl:1: backbone.layers must be at least 1, was 0 (at backbone)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "{} {}", "null", "[]", ""})
    void aLineThatIsNoRecordIsAnError(String line) throws IOException {
        Path file = folder.resolve("records.jsonl");
        Files.writeString(file, line + "\n");

        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> RecordFile.read(file))
                .withMessageContaining("records.jsonl:1");
    }

    @Test
    void aLineThatWasCutOffIsAnError() throws IOException {
        Path file = folder.resolve("records.jsonl");
        Files.writeString(file, RecordFile.line(record(0.5, "a")));

        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> RecordFile.read(file))
                .withMessageContaining("the last line must end with a line feed");
    }

    @Test
    void aMissingFileAndAFolderThatIsNotThereAreNamed() {
        Path file = folder.resolve("none").resolve("records.jsonl");

        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> RecordFile.read(file))
                .withMessageContaining(file + " must be there, was missing");
        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> RecordFile.write(file, List.of()))
                .withMessageContaining(file + " must be writable");
        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> RecordFile.read(folder))
                .withMessageContaining("must be readable as UTF-8 text");
    }

    @Test
    void aSuiteIsReadBackEqualAndIsStrict() throws IOException {
        Path file = folder.resolve("suite.json");
        SuiteFacts suite = new SuiteFacts(
                SuiteFacts.SCHEMA,
                "quick",
                List.of("rte"),
                List.of("full"),
                List.of(1L, 2L),
                List.of(new LeftOut("rte", "pabee", "no reason")),
                List.of(new FailedCell("rte", "deebert", 1, "loss")),
                Map.of("rte", Measured.of(0.5, "share", 277, 0.03)),
                List.of("a note"));

        RecordFile.writeSuite(file, suite);

        assertThat(RecordFile.readSuite(file)).isEqualTo(suite);
        Files.writeString(file, Files.readString(file).replace("\"notes\"", "\"nots\""));
        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> RecordFile.readSuite(file))
                .withMessageContaining("suite.json: ");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measured.of(Double.NaN, "share", 1, 0))
                .withMessage("value must be finite or left undefined, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Measured.undefined("share", 1, " "))
                .withMessageContaining("must have a note");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Costs(1, Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0))
                .withMessageContaining("costs.speedupByLayers must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HardnessRow(1, -1, 1, null))
                .withMessage("byHardness.n must not be negative, was -1");
    }

    @Test
    void pointsMustDifferAndCarryTheMainMetricAndEveryLayer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> record(List.of(point("a", 0.5, 2), point("a", 0.6, 2))))
                .withMessage("points must have different names, was twice a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> record(List.of(point("a", 0.5, 1))))
                .withMessage("point a must have an exit count for each of 2 layers, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> record(List.of()))
                .withMessageContaining("at least one operating point");
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream text = RecordFile.class.getResourceAsStream("ee-run-1.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(text);
        }
    }

    private static RunRecord record(double score, String point) {
        return record(List.of(point(point, score, 2)));
    }

    private static OperatingPoint point(String name, double score, int layers) {
        return new OperatingPoint(
                name,
                Map.of("threshold", 0.25),
                "fixed",
                null,
                null,
                Map.of("accuracy", new Measured(score, "share", 277, null, "")),
                new Costs(1.5, 4 / 3.0, 0.25, 1e6, 1.3, 1e6, 1.3),
                java.util.Collections.nCopies(layers, 1),
                List.of(2, 1),
                new Timing(1, 277, 5, 1.2, 1.1, 1.3, 0.9, false),
                List.of(new HardnessRow(1, 2, 1.5, null)),
                new Measured(0.5, "coefficient", 2, null, ""),
                "");
    }

    private static RunRecord record(List<OperatingPoint> points) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("z", "3");
        settings.put("i", "2");
        settings.put("I", "1");
        return new RunRecord(
                RunRecord.SCHEMA,
                "0011aabb",
                new TaskFacts("rte", "RTE", "1", "dev", List.of("accuracy"), "2", 2240, 125, 125, 277, "", 0, "aa"),
                new MethodFacts("pabee", "PABEE", "PABEE", "paper", settings, "Zhou et al., 2020", false, false),
                new BackboneFacts("toy", "bert", 2, 16, "aa", "bb", ""),
                7,
                new Provenance("0.1.0", "c", true, "17", "Linux", "amd64", "p", 2, "E", "1", "cpu", 1, "aa", "bb"),
                new TrainingFacts(List.of(new StageFacts("joint", 10, 1, null, List.of(0.5))), ""),
                points,
                List.of(new CurvePoint("threshold", 0.5, 1.5, 1.3, 1.2, 0.7)),
                List.of(Measured.of(0.6, "share", 277, 0.03), Measured.undefined("share", 277, "constant")));
    }
}
