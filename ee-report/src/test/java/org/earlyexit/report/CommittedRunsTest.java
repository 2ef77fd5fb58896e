package org.earlyexit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.earlyexit.report.page.ReportOptions;
import org.earlyexit.report.table.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The runs that the project shows under {@code docs/results}, as a reader of the project meets them. */
class CommittedRunsTest {

    private static final Path RESULTS =
            Path.of("..", "docs", "results").toAbsolutePath().normalize();
    private static final int PHONE = 390;

    @TempDir
    private Path folder;

    static List<Path> runs() throws IOException {
        try (Stream<Path> folders = Files.list(RESULTS)) {
            return folders.filter(run -> Files.exists(run.resolve("records.jsonl")))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreCommittedRuns() throws IOException {
        assertThat(runs()).hasSizeGreaterThanOrEqualTo(5).anyMatch(run -> run.endsWith("quick"));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theTablesOfACommittedRunCompileInLatex(Path run) throws Exception {
        Latex.requireCompiles(run.resolve("tables"), folder.resolve("committed"));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void theTablesMadeOfCommittedRecordsCompileInLatex(Path run) throws Exception {
        new ReportWriter(() -> false).write(run, folder.resolve("report"), ReportOptions.of(Style.ACL));

        Latex.requireCompiles(folder.resolve("report").resolve("tables"), folder.resolve("anew"));
    }

    /** {@code quick} has the samples of its run in its page. */
    @ParameterizedTest(name = "{0} wide")
    @CsvSource({"1280", "390"})
    void theCommittedPageWorksInABrowser(int width) throws IOException {
        Path page = RESULTS.resolve("quick/index.html");
        try (Browser browser = open(page, width)) {
            requireTablesAndFigures(browser, width);
            requireSamples(browser);
            requireQuiet(browser, page);
        }
    }

    @ParameterizedTest(name = "{0} wide")
    @CsvSource({"1280", "390"})
    void thePageMadeOfCommittedRecordsWorksInABrowser(int width) throws IOException {
        assumeBrowser();
        Path page = new ReportWriter()
                .write(RESULTS.resolve("quick"), folder.resolve("report"), ReportOptions.of(Style.ACL))
                .indexHtml();
        try (Browser browser = open(page, width)) {
            requireTablesAndFigures(browser, width);
            requireQuiet(browser, page);
        }
    }

    private static Path assumeBrowser() {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "Chromium is not installed (apt-get install chromium)");
        return program.orElseThrow();
    }

    private Browser open(Path page, int width) throws IOException {
        return Browser.open(assumeBrowser(), page, folder.resolve("profile"), width);
    }

    private static void requireTablesAndFigures(Browser browser, int width) {
        assertThat(browser.ask("innerWidth")).isEqualTo(Integer.toString(width));
        assertThat(browser.ask("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo("true");
        if (width == PHONE) {
            assertThat(browser.ask("[...document.querySelectorAll('figure svg')].every(s =>"
                            + " s.getBoundingClientRect().right <= innerWidth || s.closest('.scroll') !== null)"))
                    .isEqualTo("true");
        }

        // a head sorts the methods by their scores
        browser.ask("document.querySelectorAll('#scores th.number button')[0].click()");
        assertThat(browser.ask("(() => { const scores = [...document.querySelectorAll('#scores tr.compared')]"
                        + ".map(r => parseFloat(r.cells[1].textContent)); return scores.length > 1"
                        + " && scores.every((s, i) => i === 0 || scores[i - 1] <= s); })()"))
                .isEqualTo("true");

        // a filter keeps the rows that hold every word
        browser.ask("(() => { const f = document.querySelector('#scores input[type=search]'); f.value = 'pabee';"
                + " f.dispatchEvent(new Event('input')); })()");
        assertThat(browser.ask("[...document.querySelectorAll('#scores tbody tr')].filter(r => !r.hidden)"
                        + ".map(r => r.cells[0].textContent).join()"))
                .isEqualTo("random-as-pabee,pabee");

        // a mark says its exact values
        browser.ask("document.querySelector('#curves .spot').dispatchEvent(new Event('pointerenter'))");
        assertThat(browser.ask("!document.getElementById('tip').hidden"
                        + " && document.getElementById('tip').textContent.includes('by layers')"))
                .isEqualTo("true");
    }

    private static void requireSamples(Browser browser) {
        browser.ask("(() => { const f = document.querySelector('#samples input[type=search]'); f.value = 'dev-17';"
                + " f.dispatchEvent(new Event('input')); })()");
        assertThat(browser.ask("[...document.querySelectorAll('#samples tr.pick')]"
                        + ".every(r => r.cells[0].textContent.includes('dev-17'))"))
                .isEqualTo("true");
        browser.ask("document.querySelector('#samples tr.pick').click()");
        assertThat(browser.ask("document.querySelector('#samples h3').textContent"))
                .startsWith("dev-17, gold ");
        assertThat(browser.ask("document.querySelectorAll('#samples .leaves').length > 2"))
                .isEqualTo("true");
        assertThat(browser.ask("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo("true");
    }

    private static void requireQuiet(Browser browser, Path page) {
        assertThat(browser.requests()).containsExactly(page.toUri().toString());
        assertThat(browser.errors()).isEmpty();
    }
}
