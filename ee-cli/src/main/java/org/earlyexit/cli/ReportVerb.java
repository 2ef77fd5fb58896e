package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.report.page.Report;
import org.earlyexit.report.page.ReportWriter;
import org.earlyexit.report.table.Style;

/** Writes tables, figures and the page of a run folder. */
final class ReportVerb {

    private final ReportWriter reports;
    private final Console console;

    @Inject
    ReportVerb(ReportWriter reports, Console console) {
        this.reports = reports;
        this.console = console;
    }

    int run(Path runFolder, Optional<Path> out, Style style) {
        Report report = reports.write(runFolder, out.orElse(folder(runFolder)), style);
        console.answer(document(runFolder, report), () -> text(report));
        return ExitCode.DONE;
    }

    /** Where the report of a run folder lies unless somebody says otherwise. */
    static Path folder(Path runFolder) {
        return runFolder.resolve("report");
    }

    /** The table, and where the page is. */
    static String text(Report report) {
        return "%s%nPage: %s%n".formatted(report.terminalTable(), report.indexHtml());
    }

    private static Map<String, Object> document(Path runFolder, Report report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("run", runFolder.toString());
        document.put("page", report.indexHtml().toString());
        document.put("table", report.terminalTable());
        return document;
    }
}
