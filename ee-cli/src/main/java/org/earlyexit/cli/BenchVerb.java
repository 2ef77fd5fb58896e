package org.earlyexit.cli;

import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.Isolation;
import org.earlyexit.bench.harness.RunSummary;
import org.earlyexit.bench.harness.StopSignal;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.bench.record.FailedCell;
import org.earlyexit.bench.suite.Overrides;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.bench.suite.Suites;
import org.earlyexit.report.Report;
import org.earlyexit.report.ReportWriter;
import org.earlyexit.report.page.ReportOptions;
import org.earlyexit.report.table.Style;

/** Runs a suite and reports. */
final class BenchVerb {

    private final Workbench workbench;
    private final ReportWriter reports;
    private final Provider<ShownProgress> progress;
    private final Console console;
    private final StopSignal stop;

    @Inject
    BenchVerb(
            Workbench workbench,
            ReportWriter reports,
            Provider<ShownProgress> progress,
            Console console,
            StopSignal stop) {
        this.workbench = workbench;
        this.reports = reports;
        this.progress = progress;
        this.console = console;
        this.stop = stop;
    }

    int run(String suiteName, Overrides overrides, Place place, Isolation isolation) {
        Suite suite = Suites.read(suiteName, overrides);
        Path runFolder = place.out(suite.name());
        RunSummary summary = summary(suite, runFolder, place, isolation);
        Optional<Report> report = report(summary, runFolder);
        console.answer(
                document(suite, runFolder, summary, report),
                () -> report.map(ReportVerb::text).orElse(""));
        report.ifPresent(written -> ReportVerb.warn(written, console));
        summary.failed().forEach(this::tell);
        if (summary.notRun() > 0) {
            console.err()
                    .println("ee: Not run: %d rows, as the time limit was reached; the same command goes on from here"
                            .formatted(summary.notRun()));
        }
        return summary.complete() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private RunSummary summary(Suite suite, Path runFolder, Place place, Isolation isolation) {
        try (EngineRoom room = new EngineRoom(place.device());
                ShownProgress shown = progress.get()) {
            return workbench.run(workbench.plan(suite, place.options(stop, isolation), room), runFolder, room, shown);
        }
    }

    /** The report of what there is; none where no row came to an end. */
    private Optional<Report> report(RunSummary summary, Path runFolder) {
        return summary.records() == 0
                ? Optional.empty()
                : Optional.of(reports.write(runFolder, ReportVerb.folder(runFolder), ReportOptions.of(Style.PLAIN)));
    }

    private void tell(FailedCell failed) {
        console.err()
                .println("ee: Failed: %s on %s, seed %d: %s"
                        .formatted(failed.method(), failed.task(), failed.seed(), failed.error()));
    }

    private static Map<String, Object> document(
            Suite suite, Path runFolder, RunSummary summary, Optional<Report> report) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("suite", suite.name());
        document.put("out", runFolder.toString());
        document.put("records", summary.records());
        document.put("newCells", summary.newCells());
        document.put("oldCells", summary.oldCells());
        document.put("failed", summary.failed());
        document.put("notRun", summary.notRun());
        report.ifPresent(written -> {
            document.put("page", written.indexHtml().toString());
            document.put("table", written.terminalTable());
        });
        return document;
    }
}
