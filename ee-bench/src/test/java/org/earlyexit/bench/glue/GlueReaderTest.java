package org.earlyexit.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlueReaderTest {
    private static final TaskCatalog CATALOG = new TaskCatalog();
    private static final Task RTE = CATALOG.task("rte");
    private static final Task CORRELATION = CATALOG.task("sts-b");
    private static final String HEADER = "index\tsentence1\tsentence2\tlabel\n";
    private static final String ROW = "0\tIt rains.\tIt is wet.\tentailment\n";

    @TempDir
    private Path data;

    private static Split read(Task task, String text) {
        return GlueReader.parse(task, "dev", "dev.tsv", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRowBecomesASampleNamedByItsPlaceInTheFile() {
        Split split = read(RTE, HEADER + ROW + "7\ta\tb\tnot_entailment\n");

        assertThat(split.samples())
                .containsExactly(
                        new Sample(
                                "dev-0",
                                "It rains.",
                                Optional.of("It is wet."),
                                Optional.of(new Label.ClassLabel(0)),
                                OptionalInt.empty()),
                        new Sample(
                                "dev-1",
                                "a",
                                Optional.of("b"),
                                Optional.of(new Label.ClassLabel(1)),
                                OptionalInt.empty()));
        assertThat(split.malformed()).isEmpty();
    }

    @Test
    void aTestSplitHasNoLabels() {
        byte[] bytes = "index\tsentence\n0\tfine\n".getBytes(StandardCharsets.UTF_8);

        Split split = GlueReader.parse(CATALOG.task("cola"), "test", "test.tsv", bytes);

        assertThat(split.samples())
                .containsExactly(new Sample("test-0", "fine", Optional.empty(), Optional.empty(), OptionalInt.empty()));
    }

    @Test
    void aFileWithoutHeaderLosesNoRow() {
        Split split = read(CATALOG.task("cola"), "gj04\t0\t*\tThe cat.\ngj04\t1\t\tThe cat sat.");

        assertThat(split.samples()).extracting(Sample::first).containsExactly("The cat.", "The cat sat.");
        assertThat(split.samples())
                .extracting(sample -> sample.label().orElseThrow())
                .containsExactly(new Label.ClassLabel(0), new Label.ClassLabel(1));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"say \"so", "\"\"", "'\"'", "a \"b\" c", "\"", "\\\"", "\"a,b\",c"})
    void quotationMarksAreLetters(String sentence) {
        Split split = read(RTE, HEADER + "0\t" + sentence + "\tb\tentailment\n" + ROW);

        assertThat(split.samples()).extracting(Sample::first).containsExactly(sentence, "It rains.");
    }

    @Test
    void aThousandRowsOfAnyTextButTabsAndNewlinesComeBackAsTheyWere() {
        SplittableRandom random = new SplittableRandom(41);
        List<String> sentences = new ArrayList<>();
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 1000; i++) {
            sentences.add("x" + anyText(random));
            text.append(i).append('\t').append(sentences.get(i)).append("\ty\tentailment\n");
        }

        Split split = read(RTE, text.toString());

        assertThat(split.samples()).extracting(Sample::first).isEqualTo(sentences);
    }

    private static String anyText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        String marks = "\"'\r\u0085\u2028\u00a0\\,;#";
        int length = random.nextInt(40);
        while (text.length() < length) {
            int point = random.nextInt(0x10FFFF);
            if (random.nextInt(3) == 0) {
                text.append(marks.charAt(random.nextInt(marks.length())));
            } else if (point > 0x20 && (point < 0xD800 || point > 0xDFFF)) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a byte-order mark, \uFEFF, '\n', '\n'",
        "carriage returns, '', '\r\n', '\r\n'",
        "no last newline, '', '\n', ''"
    })
    void whatEditorsDoToFilesDoesNoHarm(String what, String start, String newline, String end) {
        String text = start + (HEADER + ROW).replace("\n", newline) + ROW.strip() + end;

        Split split = read(RTE, text);

        assertThat(split.samples()).extracting(Sample::first).containsExactly("It rains.", "It rains.");
        assertThat(split.samples()).allMatch(sample -> sample.label().equals(Optional.of(new Label.ClassLabel(0))));
    }

    @Test
    void aNulByteIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read(RTE, HEADER + ROW + "1\ta\0\tb\tentailment\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("dev.tsv:3: text must hold no NUL byte, was one; save the file as plain text");
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithItsLine() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HEADER.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes("0\tcaf\u00e9\tb\tentailment\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> GlueReader.parse(RTE, "dev", "dev.tsv", bytes.toByteArray()))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("dev.tsv:2: text must be UTF-8, was not")
                .hasMessageEndingWith("convert the file to UTF-8");
    }

    @Test
    void aLineOfMoreThanAMebibyteIsRefused() {
        String longest = "x".repeat((1 << 20) - "0\t\tb\tentailment".length());

        assertThat(read(RTE, HEADER + "0\t" + longest + "\tb\tentailment\n").samples())
                .hasSize(1);
        assertThatThrownBy(() -> read(RTE, HEADER + "0\tx" + longest + "\tb\tentailment\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("dev.tsv:2: a line must have at most 1048576 bytes, was 1048577");
    }

    @Test
    void malformedRowsAreLeftOutListedAndKeepTheirPlace() {
        String good = ROW.repeat(2997);
        String text = HEADER + "0\ta\tb\n" + good + "1\ta\tb\tc\tentailment\n2\ta\t \tentailment\n" + ROW;

        Split split = read(RTE, text.replace(good, good + ROW));

        assertThat(split.rows()).isEqualTo(3002);
        assertThat(split.samples().get(0).id()).isEqualTo("dev-1");
        assertThat(split.malformed())
                .containsExactly(
                        new RowProblem("dev.tsv", 2, "a row must have 4 columns, had 3"),
                        new RowProblem("dev.tsv", 3001, "a row must have 4 columns, had 5"),
                        new RowProblem("dev.tsv", 3002, "column 3 must hold a sentence, was empty"));
    }

    @Test
    void moreThanOneMalformedRowInAThousandIsAnError() {
        assertThat(read(RTE, HEADER + "0\ta\tb\n" + ROW.repeat(999)).malformed())
                .hasSize(1);
        assertThatThrownBy(() -> read(RTE, HEADER + "0\ta\tb\n" + ROW.repeat(998)))
                .isInstanceOf(DataException.class)
                .hasMessage("dev.tsv: at most 0.1 % of the rows may be malformed, were 1 of 999; "
                        + "the first: dev.tsv:2: a row must have 4 columns, had 3");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "Entailment", "entailment ", "0", "neutral"})
    void aLabelThatTheTaskDoesNotHaveIsAnError(String label) {
        assertThatThrownBy(() -> read(RTE, HEADER + ROW + "1\ta\tb\t" + label + "\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("dev.tsv:3: the label must be one of entailment, not_entailment, was '" + label + "'");
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "5.001", "-0.1", "nan", "NaN", "Infinity", "4,5", "high"})
    void aScoreOutsideItsRangeIsAnError(String score) {
        String row = "0\tg\tf\ty\t1\ts\ts\ta\tb\t";

        assertThatThrownBy(() -> read(CORRELATION, header(10) + row + score + "\n"))
                .isInstanceOf(DataException.class)
                .hasMessage("dev.tsv:2: the label must be a number in [0.0, 5.0], was '" + score + "'");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"0, 0", "5.000, 5", "3.75, 3.75"})
    void aScoreIsReadAsANumber(String text, double score) {
        Split split = read(CORRELATION, header(10) + "0\tg\tf\ty\t1\ts\ts\ta\tb\t" + text + "\n");

        assertThat(split.samples().get(0).label()).contains(new Label.ScoreLabel(score));
    }

    private static String header(int columns) {
        return "x\t".repeat(columns - 1) + "x\n";
    }

    @ParameterizedTest(name = "''{0}'' names {1}")
    @CsvSource({"'', 0", "'sentence\tlabel\n', 2"})
    void aHeaderOfAnotherLayoutIsAnError(String text, int columns) {
        assertThatThrownBy(() -> read(RTE, text))
                .isInstanceOf(DataException.class)
                .hasMessage("dev.tsv:1: the header must name 4 columns, named %d; is this the official layout?"
                        .formatted(columns));
    }

    @Test
    void aMissingFileIsNamedTogetherWithTheLayoutAndTheOptionThatMendsIt() {
        assertThatThrownBy(() -> new GlueFolder(RTE, data).split("train"))
                .isInstanceOf(DataException.class)
                .hasMessage("%s: no such file; RTE needs RTE/train.tsv, RTE/dev.tsv, RTE/test.tsv "
                                .formatted(data.resolve("RTE/train.tsv"))
                        + "in the data folder '%s': name the folder that holds them with --data".formatted(data));
    }

    @Test
    void aSplitThatTheTaskDoesNotHaveIsAnError() {
        assertThatThrownBy(() -> new GlueFolder(CATALOG.task("ax"), data).split("train"))
                .isInstanceOf(DataException.class)
                .hasMessage("AX has no split 'train'; it has: test");
    }

    /** The digest of the one-byte-per-letter text "abc" is the first example of FIPS 180-2. */
    @Test
    void aSplitIsKnownByTheBytesOfItsFile() throws IOException {
        Files.createDirectories(data.resolve("CoLA"));
        Files.writeString(data.resolve("CoLA/dev.tsv"), "a\t1\t\tb\n");
        byte[] abc = "abc".getBytes(StandardCharsets.UTF_8);

        Split split = new GlueFolder(CATALOG.task("cola"), data).split("dev");

        assertThat(split.sha256()).isEqualTo(Digest.sha256("a\t1\t\tb\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(Digest.sha256(abc)).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void aFolderInPlaceOfAFileIsMissing() throws IOException {
        Files.createDirectories(data.resolve("RTE/dev.tsv"));

        assertThatThrownBy(() -> new GlueFolder(RTE, data).split("dev"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no such file");
    }
}
