package org.earlyexit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SuiteFacts;
import org.earlyexit.report.page.ReportOptions;
import org.earlyexit.report.result.ReportException;
import org.earlyexit.report.table.Style;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class ReportWriterTest {

    @TempDir
    private Path folder;

    private Path run;
    private Path out;

    @BeforeEach
    void writeRecords() throws IOException {
        run = Files.createDirectory(folder.resolve("run"));
        out = folder.resolve("out");
        write(SampleRecords.records(1, 2), SampleRecords.suite(1, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "tr"})
    void tablesAreTheGoldenOnesInEveryLocale(String language) throws IOException {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));

            new ReportWriter(() -> false).write(run, out, ReportOptions.of(Style.ACL));
        } finally {
            Locale.setDefault(before);
        }

        for (String name : List.of("main.txt", "main.md", "main.tex", "main.csv", "operating-points.txt")) {
            assertThat(Files.readString(out.resolve("tables").resolve(name)))
                    .as(name)
                    .isEqualTo(golden(name));
        }
    }

    @Test
    void equalRecordsInAnotherOrderGiveEqualBytes() throws IOException {
        new ReportWriter().write(run, out, ReportOptions.of(Style.ACL));
        List<RunRecord> records = new java.util.ArrayList<>(SampleRecords.records(1, 2));
        java.util.Collections.reverse(records);
        write(records, SampleRecords.suite(1, 2));

        Path again = folder.resolve("again");
        new ReportWriter().write(run, again, ReportOptions.of(Style.ACL));

        assertThat(hashes(again)).isEqualTo(hashes(out));
    }

    @Test
    void everyFileIsWrittenAndNamed() throws IOException {
        Report report = new ReportWriter().write(run, out, ReportOptions.of(Style.PLAIN));

        assertThat(report.warnings()).isEmpty();
        assertThat(report.indexHtml()).isEqualTo(out.resolve("index.html"));
        assertThat(report.terminalTable()).isEqualTo(Files.readString(out.resolve("tables/main.txt")));
        assertThat(report.files()).allMatch(Files::isRegularFile).contains(report.indexHtml());
        assertThat(names(out.resolve("figures")))
                .containsExactly(
                        "curve-rte.png",
                        "curve-rte.svg",
                        "curve-steps.png",
                        "curve-steps.svg",
                        "curve-sts-b.png",
                        "curve-sts-b.svg",
                        "exits-rte.png",
                        "exits-rte.svg",
                        "exits-steps.png",
                        "exits-steps.svg",
                        "exits-sts-b.png",
                        "exits-sts-b.svg",
                        "hardness-steps.png",
                        "hardness-steps.svg",
                        "layers-rte.png",
                        "layers-rte.svg",
                        "layers-steps.png",
                        "layers-steps.svg",
                        "layers-sts-b.png",
                        "layers-sts-b.svg",
                        "realised-rte.png",
                        "realised-rte.svg",
                        "realised-steps.png",
                        "realised-steps.svg",
                        "realised-sts-b.png",
                        "realised-sts-b.svg");
        assertThat(Files.readString(out.resolve("tables/main.tex"))).doesNotContain("table*");
    }

    @Test
    void figuresAreWellFormedAndSharp() throws Exception {
        new ReportWriter().write(run, out, ReportOptions.of(Style.ACL));

        String svg = Files.readString(out.resolve("figures/curve-rte.svg"));
        BufferedImage png = ImageIO.read(out.resolve("figures/curve-rte.png").toFile());
        var root = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();

        assertThat(root.getLocalName()).isEqualTo("svg");
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 640 390");
        assertThat(png.getWidth()).isEqualTo(1280);
        assertThat(png.getHeight()).isEqualTo(780);
    }

    @Test
    void aMachineWithoutFontsGetsThePageWithoutFigures() throws IOException {
        Report report = new ReportWriter(() -> false).write(run, out, ReportOptions.of(Style.ACL));

        assertThat(report.warnings())
                .singleElement()
                .asString()
                .startsWith("This machine has no fonts that Java can draw with");
        assertThat(names(out.resolve("figures"))).isEmpty();
        assertThat(Files.readString(report.indexHtml()))
                .contains("This machine has no fonts")
                .doesNotContain("<svg");
    }

    @Test
    void aFolderWithoutRecordsIsAnErrorThatNamesTheFile() throws IOException {
        Files.writeString(run.resolve("records.jsonl"), "");
        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> new ReportWriter().write(run, out, ReportOptions.of(Style.ACL)))
                .withMessageContaining("records.jsonl must hold at least one record");

        Files.delete(run.resolve("suite.json"));
        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> new ReportWriter().write(run, out, ReportOptions.of(Style.ACL)))
                .withMessageContaining("suite.json must be there, was missing");
        assertThat(out).doesNotExist();
    }

    @Test
    void aReportThatCannotBeFinishedLeavesTheOldPage() throws IOException {
        new ReportWriter(() -> false).write(run, out, ReportOptions.of(Style.ACL));
        Map<String, Integer> before = hashes(out);
        write(SampleRecords.records(1), SampleRecords.suite(1));
        Path inTheWay = Files.createDirectories(out.resolve("report.partial"));
        Files.writeString(inTheWay.resolve("half a page"), "of a run that was killed");
        Files.delete(out.resolve("tables/main.txt"));
        Files.createDirectories(out.resolve("tables/main.txt/in the way"));

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> new ReportWriter(() -> false).write(run, out, ReportOptions.of(Style.ACL)))
                .withMessageContaining("main.txt");

        assertThat(hashes(out)).containsEntry("index.html", before.get("index.html"));
    }

    @Test
    void whatAKilledReportLeftBehindIsRemoved() throws IOException {
        Path unfinished = Files.createDirectories(out.resolve("report.partial/tables"));
        Files.writeString(unfinished.resolve("main.txt"), "half a ta");

        new ReportWriter(() -> false).write(run, out, ReportOptions.of(Style.ACL));

        assertThat(out.resolve("report.partial")).doesNotExist();
        assertThat(Files.readString(out.resolve("tables/main.txt"))).isEqualTo(golden("main.txt"));
    }

    @Test
    void anOutputThatCannotBeWrittenIsAnErrorThatNamesIt() throws IOException {
        Files.writeString(out, "a file in the way");

        assertThatExceptionOfType(ReportException.class)
                .isThrownBy(() -> new ReportWriter(() -> false).write(run, out, ReportOptions.of(Style.ACL)))
                .withMessageContaining("the report's folder " + out + " must be writable");
    }

    private void write(List<RunRecord> records, SuiteFacts suite) {
        RecordFile.write(run.resolve("records.jsonl"), records);
        RecordFile.writeSuite(run.resolve("suite.json"), suite);
    }

    private static String golden(String name) throws IOException {
        try (var in = ReportWriterTest.class.getResourceAsStream("golden/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Map<String, Integer> hashes(Path folder) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(folder.relativize(file).toString(), java.util.Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return hashes;
    }
}
