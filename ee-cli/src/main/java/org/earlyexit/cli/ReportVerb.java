package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.report.Report;
import org.earlyexit.report.ReportWriter;
import org.earlyexit.report.page.ReportOptions;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** Writes tables, figures and the page of a run folder. */
final class ReportVerb {

    private final ReportWriter reports;
    private final Workbench workbench;
    private final Console console;

    @Inject
    ReportVerb(ReportWriter reports, Workbench workbench, Console console) {
        this.reports = reports;
        this.workbench = workbench;
        this.console = console;
    }

    int run(Path runFolder, Optional<Path> out, ReportChoice choice) {
        ReportOptions options = new ReportOptions(
                choice.style(),
                choice.published(),
                choice.allowMixed(),
                choice.withTexts() ? texts(runFolder, choice) : Map.of());
        Report report = reports.write(runFolder, out.orElse(folder(runFolder)), options);
        console.answer(document(runFolder, report), () -> text(report));
        warn(report, console);
        return ExitCode.DONE;
    }

    private Map<String, Map<String, String>> texts(Path runFolder, ReportChoice choice) {
        Map<String, Map<String, String>> texts = new LinkedHashMap<>();
        for (TaskColumn task : RunResults.read(runFolder, choice.allowMixed()).tasks()) {
            texts.put(task.id(), workbench.texts(task.facts(), choice.data()));
        }
        return texts;
    }

    /** Where the report of a run folder lies unless somebody says otherwise. */
    static Path folder(Path runFolder) {
        return runFolder.resolve("report");
    }

    /** The table, and where the page is. */
    static String text(Report report) {
        return "%s%nPage: %s%n".formatted(report.terminalTable(), report.indexHtml());
    }

    /** What the report could not do. */
    static void warn(Report report, Console console) {
        report.warnings().forEach(warning -> console.err().println("ee: " + warning));
    }

    private static Map<String, Object> document(Path runFolder, Report report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("run", runFolder.toString());
        document.put("page", report.indexHtml().toString());
        document.put("table", report.terminalTable());
        document.put("files", report.files().stream().map(Path::toString).toList());
        return document;
    }
}
