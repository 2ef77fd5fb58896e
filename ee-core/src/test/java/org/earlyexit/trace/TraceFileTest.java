package org.earlyexit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.RegressionValue;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {

    private static final TraceHeader HEADER = Traces.header(new TaskKind.Classification(2), 2, 2, "exit");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("validation.trace");
    }

    @Test
    void readsWhatWasWrittenInAnyOrder() {
        writeSmall();

        try (LayerTrace trace = LayerTrace.open(file)) {
            assertThat(trace.header()).isEqualTo(HEADER);
            assertThat(trace.samples()).isEqualTo(2);
            assertThat(trace.layers()).isEqualTo(2);
            assertThat(trace.kind()).isEqualTo(new TaskKind.Classification(2));
            assertThat(trace.tokens(1)).isEqualTo(4);
            assertThat(trace.prediction(0, 1)).isEqualTo(ClassDistribution.ofLogits(1, 2));
            assertThat(trace.prediction(1, 1)).isEqualTo(ClassDistribution.ofLogits(3, 4));
            assertThat(trace.prediction(0, 2)).isEqualTo(ClassDistribution.ofLogits(5, 6));
            assertThat(trace.evidence(1, 2).layer()).isEqualTo(new LayerPosition(2, 2));
            assertThat(trace.evidence(1, 2).prediction()).isEqualTo(ClassDistribution.ofLogits(7, 8));
            assertThat(trace.evidence(1, 2).scores().value("exit")).isEqualTo(-4);
        }
    }

    @Test
    void keepsRegressionsAndModelsWithoutScores() {
        try (TraceWriter writer = TraceWriter.create(file, Traces.header(Traces.REGRESSION, 1, 1))) {
            writer.accept(1, new int[] {0}, new float[] {2.5f}, new float[0]);
        }

        try (LayerTrace trace = LayerTrace.open(file)) {
            assertThat(trace.prediction(0, 1)).isEqualTo(new RegressionValue(2.5));
            assertThat(trace.evidence(0, 1).scores().names()).isEmpty();
        }
    }

    @Test
    void keepsAnEmptySplitAndOddNames() {
        TraceHeader header = new TraceHeader(
                new TaskKind.Classification(2), 2, List.of("p\"\n"), List.of(), List.of(), Map.of("é", "\u0000ß"));
        TraceWriter.create(file, header).close();

        try (LayerTrace trace = LayerTrace.open(file)) {
            assertThat(trace.header()).isEqualTo(header);
            assertThat(new Replay(trace).run(ExitStrategy.NEVER).samples()).isZero();
        }
    }

    @Test
    void theSamePassGivesTheSameBytes() throws IOException {
        writeSmall();
        byte[] first = Files.readAllBytes(file);
        writeSmall();

        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        writeSmall();
        byte[] good = Files.readAllBytes(file);

        for (int i = 0; i < good.length; i++) {
            for (int flip : new int[] {0x01, 0xff}) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) flip;
                assertRefused(bad, "byte %d xor %02x".formatted(i, flip));
            }
        }
    }

    @Test
    void everyOtherLengthIsFound() throws IOException {
        writeSmall();
        byte[] good = Files.readAllBytes(file);

        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length), "cut to " + length);
        }
        assertRefused(Arrays.copyOf(good, good.length + 1), "one byte more");
    }

    @Test
    void namesThePlaceOfAChangedNumber() throws IOException {
        writeSmall();
        byte[] bytes = Files.readAllBytes(file);
        // The second layer's block is 2 samples of 3 numbers, then 4 bytes of checksum.
        bytes[bytes.length - 5]++;
        Files.write(file, bytes);

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> LayerTrace.open(file))
                .withMessageMatching("\\Q" + file + "\\E: the checksum of layer 2, at byte " + (bytes.length - 4)
                        + ", must be [0-9a-f]{8}, was [0-9a-f]{8}; trace the split again");
    }

    @Test
    void refusesVersionsItDoesNotKnow() throws IOException {
        writeSmall();
        byte[] bytes = Files.readAllBytes(file);
        bytes[8] = 2;
        Files.write(file, bytes);

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> LayerTrace.open(file))
                .withMessage(file + ": the version must be 1, was 2; trace the split again");
    }

    /** Headers whose checksum is right but which make no sense: from another program, or an attacker. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {                                 | the header must be JSON
            []                                | the header must have a part 'kind', had none
            {"kind":1}                        | a part of the header must be a text, was 1
            {"kind":"classification","outputs":1.5} | a part of the header must be a whole number, was 1.5
            {"kind":"poem","outputs":2}       | kind must be classification or regression, was 'poem'
            {"kind":"classification","outputs":1} | classes must be at least 2, was 1
            {"kind":"regression","kind":"regression"} | the header must be JSON: Duplicate field 'kind'
            {"kind":"regression","outputs":1,"provenance":{},"layers":65,"scores":[],"rows":[],"tokens":[]} | layers must be in 1..64, was 65
            {"kind":"regression","outputs":1,"provenance":{},"layers":1,"scores":{},"rows":[],"tokens":[]} | a part of the header must be a list, was {}
            {"kind":"regression","outputs":1,"provenance":{},"layers":1,"scores":[],"rows":["a"],"tokens":[]} | tokens must be as many as the 1 row ids, were 0
            {"kind":"regression","outputs":1,"provenance":{},"layers":1,"scores":[],"rows":["a"],"tokens":[9],"samples":2} | samples must be as many as the rows, 1, was 2
            {"kind":"classification","outputs":2000000000,"provenance":{},"layers":1,"scores":[],"rows":["a"],"tokens":[9],"samples":1} | a layer of a trace must have at most 2147483639 bytes, had 8000000000
            """)
    void refusesHeadersThatMakeNoSense(String json, String message) throws IOException {
        byte[] bytes = json.strip().getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(20 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put("EE-TRACE".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(bytes.length);
        buffer.put(bytes);
        CRC32C checksum = new CRC32C();
        checksum.update(buffer.array(), 0, buffer.position());
        buffer.putInt((int) checksum.getValue());
        Files.write(file, buffer.array());

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> LayerTrace.open(file))
                .withMessageStartingWith(file + ": " + message);
    }

    @Test
    void namesAMissingFileAndAFolder() {
        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> LayerTrace.open(file))
                .withMessage(file + ": there must be a trace here, was nothing; trace the split first");
        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> LayerTrace.open(folder))
                .withMessageContaining(folder.toString());
    }

    @Test
    void aClosedTraceIsNotRead() {
        writeSmall();
        LayerTrace trace = LayerTrace.open(file);
        trace.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> trace.prediction(0, 1))
                .withMessage("a trace must be open to be read, was closed");
    }

    @Test
    void anIncompletePassLeavesNothingBehind() {
        TraceWriter writer = TraceWriter.create(file, HEADER);
        writer.accept(1, new int[] {0}, new float[2], new float[1]);

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(writer::close)
                .withMessage(file + ": every layer must say something of every sample, sample row 1 is missing at layer"
                        + " 1; trace the split again");
        assertThat(folder).isEmptyDirectory();
        writer.close();
    }

    @Test
    void anIncompletePassLeavesTheOlderTraceAsItWas() throws IOException {
        writeSmall();
        byte[] before = Files.readAllBytes(file);
        TraceWriter writer = TraceWriter.create(file, HEADER);

        assertThatExceptionOfType(TraceException.class).isThrownBy(writer::close);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void nothingIsVisibleBeforeTheEnd() {
        try (TraceWriter writer = TraceWriter.create(file, HEADER)) {
            assertThat(file).doesNotExist();
            assertThat(folder.resolve("validation.trace.partial")).exists();
            fill(writer);
        }

        assertThat(folder.toFile().list()).containsExactly("validation.trace");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsFoundAtOnce() {
        Path nowhere = folder.resolve("missing").resolve("validation.trace");

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> TraceWriter.create(nowhere, HEADER))
                .withMessageStartingWith(nowhere + ": the trace cannot be written (")
                .withMessageEndingWith("); choose a folder that is writable and has space");
    }

    @Test
    void aPlaceThatVanishesMeanwhileIsNamed() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        TraceWriter writer = TraceWriter.create(inner.resolve("a.trace"), HEADER);
        fill(writer);
        Files.delete(inner.resolve("a.trace.partial"));
        Files.delete(inner);

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(writer::close)
                .withMessageContaining("a.trace: the trace cannot be written");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        TraceWriter writer = TraceWriter.create(file, HEADER);

        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> writer.accept(2, new int[] {1}, new float[] {0, Float.NaN}, new float[1]))
                .withMessage(file + ": logits must be finite, was NaN for sample row 1 at layer 2; the training has"
                        + " diverged, lower the learning rate");
        assertThatExceptionOfType(TraceException.class)
                .isThrownBy(() -> writer.accept(2, new int[] {0}, new float[2], new float[] {Float.POSITIVE_INFINITY}))
                .withMessageContaining("scores must be finite, was Infinity");
    }

    @Test
    void refusesWhatIsNotInTheHeader() {
        TraceWriter writer = TraceWriter.create(file, HEADER);
        int[] first = {0};
        writer.accept(1, first, new float[2], new float[1]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.accept(3, first, new float[2], new float[1]))
                .withMessage("layer must be in 1..2, was 3");
        assertThatIllegalArgumentException().isThrownBy(() -> writer.accept(0, first, new float[2], new float[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.accept(1, new int[] {2}, new float[2], new float[1]))
                .withMessage("sample must be in 0..1, was 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.accept(1, new int[] {-1}, new float[2], new float[1]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.accept(1, first, new float[2], new float[1]))
                .withMessage("a sample must be written once a layer, sample 0 was written twice at layer 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.accept(1, first, new float[3], new float[1]))
                .withMessage("logits must be (1, 2), were 3 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.accept(1, first, new float[2], new float[0]))
                .withMessage("scores must be (1, 1), were 0 numbers");
    }

    @Test
    void refusesLayersOfTwoGibibytes() {
        List<String> ids = Collections.nCopies(1000, "row");
        TraceHeader header = new TraceHeader(
                new TaskKind.Classification(1_000_000), 1, List.of(), ids, Collections.nCopies(1000, 1), Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TraceWriter.create(file, header))
                .withMessage("a layer of a trace must have at most 2147483639 bytes, had 4000000000;"
                        + " trace the split in parts");
    }

    private void assertRefused(byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        assertThatExceptionOfType(TraceException.class)
                .as(what)
                .isThrownBy(() -> LayerTrace.open(file))
                .withMessageStartingWith(file + ": ")
                .withMessageEndingWith("; trace the split again");
    }

    private void writeSmall() {
        try (TraceWriter writer = TraceWriter.create(file, HEADER)) {
            fill(writer);
        }
    }

    private static void fill(TraceWriter writer) {
        writer.accept(1, new int[] {1, 0}, new float[] {3, 4, 1, 2}, new float[] {-2, -1});
        writer.accept(2, new int[] {0}, new float[] {5, 6}, new float[] {-3});
        writer.accept(2, new int[] {1}, new float[] {7, 8}, new float[] {-4});
    }
}
