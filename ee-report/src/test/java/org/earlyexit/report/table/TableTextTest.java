package org.earlyexit.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.report.SampleRecords;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.RunResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTextTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ' ',
            value = {
                "\\input{/etc/passwd} \\textbackslash{}input\\{/etc/passwd\\}",
                "\\write18 \\textbackslash{}write18",
                "^^5c \\textasciicircum{}\\textasciicircum{}5c",
                "a&b a\\&b",
                "50% 50\\%",
                "x_1 x\\_1",
                "$x$ \\$x\\$",
                "~ \\textasciitilde{}",
                "2×3±1 2$\\times$3$\\pm$1",
                "}¹ \\}\\textsuperscript{1}",
                "[a] {[}a{]}",
            })
    void latexTakesNoCharacterForACommand(String text, String escaped) {
        assertThat(LatexText.of(text)).isEqualTo(escaped);
    }

    @Test
    void latexEscapesTheNumberSign() {
        assertThat(LatexText.of("#1")).isEqualTo("\\#1");
        assertThat(LatexText.of("a\nb\u0000c")).isEqualTo("a bc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[x](javascript:1)", "<script>", "a|b", "`rm`", "![i](u)", "*b*", "a_b", "&lt;"})
    void markdownTakesNoCharacterForItsOwn(String text) {
        String escaped = MarkdownTable.escaped(text);

        assertThat(escaped.replaceAll("\\\\[\\\\`*_{}\\[\\]<>#|!~&$]", "")).doesNotContainPattern("[`*_\\[\\]<>|!&]");
        assertThat(escaped.replaceAll("\\\\(.)", "$1")).isEqualTo(text);
    }

    @Test
    void textIsOneLineWithoutControlCharactersOrMarksThatTurnIt() {
        assertThat(PlainText.of("a\r\n\tb\u001b]0;t\u0007 \u202ec\u2066\uD800")).isEqualTo("a b]0;t c");
        assertThat(PlainText.of("naïve 日本 \uD83D\uDE00")).isEqualTo("naïve 日本 \uD83D\uDE00");
    }

    @Test
    void textFitsATerminalInBlocksOfTasks() {
        String text = TextTable.of(
                new MainTable(RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false), Evidence.none())
                        .table()
                        .view());

        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 120);
        assertThat(text.lines().filter(line -> line.startsWith("method "))).hasSize(2);
    }

    @Test
    void aTextThatASpreadsheetTakesForAFormulaGetsAnApostropheThereOnly() {
        Columns columns = new Columns("t");
        for (String text : List.of("=1+1", "+1", "-1", "@x", "\tx", "\rx", "plain", "")) {
            columns.text("name", text).number("value", -0.5).whole("n", -3);
        }
        ReportTable table = new ReportTable(columns.table(), view(List.of()));

        assertThat(CsvTable.raw(table)).startsWith("name,value,n\n=1+1,-0.5,-3\n+1,-0.5,-3\n-1,-0.5,-3\n@x,-0.5,-3\n");
        assertThat(CsvTable.spreadsheet(table))
                .startsWith("name,value,n\n'=1+1,-0.5,-3\n'+1,-0.5,-3\n'-1,-0.5,-3\n'@x,-0.5,-3\n")
                .contains("'\tx,")
                .contains("\"'\rx\",")
                .contains("\nplain,-0.5,-3\n");
    }

    @Test
    void numbersInCsvAreNotRoundedAndMissingOnesAreEmpty() {
        Columns columns = new Columns("t");
        columns.number("x", 1.0 / 3).number("y", OptionalDouble.empty());

        assertThat(CsvTable.raw(new ReportTable(columns.table(), view(List.of()))))
                .isEqualTo("x,y\n0.3333333333333333,\n");
    }

    @ParameterizedTest
    @CsvSource({"0.7142857, 71.4", "-0.0004, 0.0", "1, 100.0", "-0.25, -25.0"})
    void scoresAreTimesAHundredWithOneDecimal(double score, String shown) {
        assertThat(Rounded.score(score)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"6, 6", "0.25, 0.2500", "0.123456, 0.1235"})
    void wholeKnobsStayWhole(double knob, String shown) {
        assertThat(Rounded.knob(knob)).isEqualTo(shown);
    }

    @Test
    void footnotesAreNumberedAsTheyComeAndSharedWhereTheyAreEqual() {
        Footnotes notes = new Footnotes();
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            marks.add(notes.mark("note " + i));
        }

        assertThat(marks).startsWith("¹", "²", "³").endsWith("¹⁰", "¹¹", "¹²");
        assertThat(notes.mark("note 1")).isEqualTo("²");
        assertThat(notes.mark(" ")).isEmpty();
        assertThat(notes.lines()).hasSize(12).startsWith("¹ note 0");
    }

    @Test
    void aRowWithAnotherNumberOfCellsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> view(List.of(new TableRow(false, List.of("a", "b")))))
                .withMessage("a row of table t must have 1 cells, was 2");
    }

    @Test
    void seedsInSomeCellsOnlyMakeEachSpreadSayWhatItIs() {
        List<org.earlyexit.bench.record.RunRecord> records = new ArrayList<>(SampleRecords.records(1));
        records.add(SampleRecords.records(2).get(0));

        String text =
                TextTable.of(new MainTable(RunResults.of(records, SampleRecords.suite(1, 2), false), Evidence.none())
                        .table()
                        .view());

        assertThat(text).contains("91.0 ±1.4sd").contains("70.0 ±4.0se");
    }

    @Test
    void aBagOfWordsStandsBesideTheFullModel() {
        ReportTable table = BagOfWordsTable.of(RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false))
                .orElseThrow();

        assertThat(table.view().rows().get(0).cells())
                .containsExactly("RTE (accuracy, dev, n=100)", "56.0 ±5.0", "70.0 ±4.0", "14.0");
    }

    @Test
    void layersThatAreUndefinedAreLeftOpen() {
        ReportTable table = PerLayerTable.of(RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false))
                .orElseThrow();

        assertThat(table.view().rows().get(0).cells())
                .containsExactly("RTE (accuracy, dev, n=100)", "deebert", "55.0", "61.0", "66.0", "–");
    }

    @Test
    void withoutAFullModelTheDeepestLayerStandsBesideTheBagOfWords() {
        List<RunRecord> runs = SampleRecords.records(1).stream()
                .filter(record -> !record.method().id().startsWith("full"))
                .map(TableTextTest::withThreeLayers)
                .toList();

        TableView view = BagOfWordsTable.of(RunResults.of(runs, SampleRecords.suite(1), false))
                .orElseThrow()
                .view();

        assertThat(view.rows().get(0).cells())
                .containsExactly("RTE (accuracy, dev, n=100)", "56.0 ±5.0", "66.0 ±5.0", "10.0");
        assertThat(TextTable.of(view).replace('\n', ' '))
                .contains("deepest layer of the classifiers that were trained together")
                .contains("bag of words  deepest layer  difference");
    }

    /** The fourth layer of the made-up records has no score. */
    private static RunRecord withThreeLayers(RunRecord record) {
        List<Measured> scores = record.perLayer();
        return new RunRecord(
                record.schema(),
                record.cell(),
                record.task(),
                record.method(),
                record.backbone(),
                record.seed(),
                record.provenance(),
                record.training(),
                record.points(),
                record.curve(),
                scores.subList(0, Math.min(3, scores.size())));
    }

    private static TableView view(List<TableRow> rows) {
        return new TableView(
                "t", "T", "", List.of(new ColumnGroup("", List.of(ColumnHead.text("a")))), rows, List.of());
    }
}
