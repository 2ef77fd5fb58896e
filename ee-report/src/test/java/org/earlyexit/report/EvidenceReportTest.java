package org.earlyexit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.earlyexit.report.GeneratedRun.Generated;
import org.earlyexit.report.page.ReportOptions;
import org.earlyexit.report.result.RunDifference;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.table.Style;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A report of a run whose samples are there; some names are hostile to every output. */
class EvidenceReportTest {

    private static final String HTML = "</script><script>alert(1)</script>";
    private static final String LATEX = "\\input{/etc/passwd} \\write18{id} 100% & _ # ^^5c ~ $ { }";
    private static final String FORMULA = "=cmd|' /C calc'!A0";
    private static final String TURNED = "\u202egnp.exe \u001b]0;title\u0007 \" onload=\"x";
    private static final List<String> METHODS = List.of("fast", "slow", HTML, LATEX, FORMULA, TURNED);

    @TempDir
    private static Path folder;

    private static Path run;
    private static Path out;

    @BeforeAll
    static void writeReport() {
        run = new GeneratedRun(
                        folder.resolve("run"),
                        List.of(
                                new Generated("rte", "RTE", "accuracy", 150),
                                new Generated("mrpc", "MRPC", "f1", 120),
                                new Generated("sts-b", "STS-B", "pearson", 100)),
                        METHODS,
                        3,
                        32)
                .write();
        out = run.resolve("report");
        new ReportWriter()
                .write(run, out, new ReportOptions(Style.ACL, true, false, Map.of("rte", Map.of("dev-3", HTML))));
    }

    @Test
    void everyTableAndFigureIsThere() throws IOException {
        assertThat(names("tables"))
                .contains(
                        "comparisons.tex",
                        "fixed-cost.md",
                        "matched-score.csv",
                        "trade-off.txt",
                        "calibration.txt",
                        "published.csv");
        assertThat(names("figures"))
                .contains(
                        "overthinking-rte.svg",
                        "memorized-rte.png",
                        "calibration-rte.svg",
                        "length-sts-b.svg",
                        "label-rte.svg",
                        "exit-memorized-mrpc.svg",
                        "agreement-mrpc.svg")
                .doesNotContain("agreement-sts-b.svg");
    }

    @Test
    void pairsAreComparedSampleBySample() throws IOException {
        String pairs = Files.readString(out.resolve("tables/comparisons.csv"));

        // the full model and six methods: 21 pairs on each of three tasks
        assertThat(pairs.lines().count()).isEqualTo(1 + 3 * 21);
        assertThat(pairs.lines().filter(line -> line.startsWith("STS-B,pearson,100,full,fast,3,")))
                .hasSize(1);
    }

    @Test
    void publishedFiguresStandApartWithTheirSource() throws IOException {
        String published = Files.readString(out.resolve("tables/published.csv"));

        assertThat(published)
                .contains("RTE,ConsistentEE,")
                .contains("split not verified")
                .contains("\"COSEE (He et al., AAAI 2025, arXiv:2412.13236)\"");
        assertThat(Files.readString(out.resolve("tables/main.txt"))).doesNotContain("COSEE");
    }

    @Test
    void hostileNamesStayText() throws IOException {
        String html = Files.readString(out.resolve("index.html"));

        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("\u202e")
                .doesNotContain("\u001b")
                .contains("\\u003c/script\\u003e\\u003cscript\\u003ealert(1)");
        assertThat(html.split("</script>", -1)).hasSize(3); // the samples and the program
        for (String name : names("tables")) {
            String text = Files.readString(out.resolve("tables").resolve(name));
            if (!name.endsWith(".csv")) {
                assertThat(text).as(name).doesNotContain("\u202e").doesNotContain("\u001b");
            }
            if (name.endsWith(".tex")) {
                assertThat(text).as(name).doesNotContain("\\input{").doesNotContain("\\write18");
            }
            if (name.endsWith("-spreadsheet.csv")) {
                assertThat(text).as(name).doesNotContain(",=cmd").doesNotContain(",\"=cmd");
            }
        }
        for (String name : names("figures")) {
            if (name.endsWith(".svg")) {
                assertThat(Files.readString(out.resolve("figures").resolve(name)))
                        .as(name)
                        .doesNotContain("<script")
                        .doesNotContain("\u202e");
            }
        }
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.map(file -> file.getFileName().toString())).allMatch(name -> name.matches("[\\w.-]+"));
        }
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void everyTableCompilesInLatex(Style style) throws Exception {
        Path tex = Files.createDirectories(folder.resolve("tex-" + style));
        new ReportWriter(() -> false).write(run, tex, new ReportOptions(style, true, false, Map.of()));

        Latex.requireCompiles(tex.resolve("tables"), folder.resolve("out-" + style));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(ints = {1280, 390})
    void thePageWorksInABrowser(int width) throws IOException {
        assumeTrue(Browser.program().isPresent(), "Chromium is not installed (apt-get install chromium)");
        Path page = out.resolve("index.html");
        try (Browser browser = Browser.open(Browser.program().get(), page, folder.resolve("profile-" + width), width)) {
            assertThat(browser.ask("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo("true");

            // a head sorts: the smallest p-value of the pairs comes first
            browser.ask("[...document.querySelectorAll('#pairs th button')].find(b => b.textContent === 'p').click()");
            assertThat(browser.ask("document.querySelector('#pairs th[aria-sort]').getAttribute('aria-sort')"))
                    .isEqualTo("ascending");
            assertThat(browser.ask(
                            "(() => { const ps = [...document.querySelectorAll('#pairs tbody tr')].map(r => parseFloat(r.cells[9].textContent.replace('<', '')));"
                                    + " return ps.every((p, i) => i === 0 || ps[i - 1] <= p); })()"))
                    .isEqualTo("true");

            // a filter keeps the rows that hold every word
            browser.ask(
                    "(() => { const f = document.querySelector('#pairs input'); f.value = 'mrpc fast'; f.dispatchEvent(new Event('input')); })()");
            assertThat(browser.ask("[...document.querySelectorAll('#pairs tbody tr')].filter(r => !r.hidden).length"))
                    .isEqualTo("6");

            // a mark says its exact values
            browser.ask("document.querySelector('#curves .spot').dispatchEvent(new Event('pointerenter'))");
            assertThat(browser.ask("document.getElementById('tip').hidden")).isEqualTo("false");
            assertThat(browser.ask("document.getElementById('tip').textContent"))
                    .contains("by layers");
            browser.ask("document.querySelector('#curves svg').focus()");
            browser.ask(
                    "document.querySelector('#curves svg').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight'}))");
            assertThat(browser.ask("document.querySelectorAll('#curves .spot.at').length"))
                    .isEqualTo("1");

            // the sample browser finds a sample and opens it
            browser.ask(
                    "(() => { const f = document.querySelector('#samples input[type=search]'); f.value = 'dev-3'; f.dispatchEvent(new Event('input')); })()");
            browser.ask("document.querySelector('#samples tr.pick').click()");
            assertThat(browser.ask("document.querySelector('#samples h3').textContent"))
                    .startsWith("dev-3, gold ");
            assertThat(browser.ask("document.querySelectorAll('#samples .leaves').length"))
                    .isEqualTo(Integer.toString(METHODS.size() + 1));
            assertThat(browser.ask("document.querySelector('.sample-text').textContent"))
                    .isEqualTo(HTML);
            assertThat(browser.requests()).containsExactly(page.toUri().toString());
            assertThat(browser.errors()).isEmpty();
        }
    }

    @Test
    void aPrintedTableThatWasEditedIsNamed() throws IOException {
        assertThat(ReportCheck.problems(run, out)).isEmpty();
        Path table = out.resolve("tables/main.md");
        String before = Files.readString(table);
        try {
            Files.writeString(table, before.replaceFirst("fast", "best"));

            assertThat(ReportCheck.problems(run, out))
                    .singleElement()
                    .asString()
                    .contains("main.md must be what the records give");
        } finally {
            Files.writeString(table, before);
        }
    }

    @Test
    void twoFoldersDifferInBothDirections() {
        RunResults results = RunResults.read(run, false);
        RunResults fewer = RunResults.of(
                results.runs().stream()
                        .filter(record -> !record.method().label().equals("fast"))
                        .toList(),
                results.suite(),
                false);

        assertThat(RunDifference.between(results, results)).isEmpty();
        assertThat(RunDifference.between(results, fewer))
                .hasSize(9)
                .allMatch(difference -> difference.first().equals("there")
                        && difference.second().isEmpty());
        assertThat(RunDifference.between(fewer, results))
                .allMatch(difference -> difference.second().equals("there"));
    }

    private static List<String> names(String part) throws IOException {
        return names(out.resolve(part));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
