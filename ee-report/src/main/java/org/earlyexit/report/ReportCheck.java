package org.earlyexit.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.page.ReportOptions;
import org.earlyexit.report.result.ReportException;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.table.Style;

/** Makes the tables of a report again and compares them, byte by byte, with those that were printed. */
public final class ReportCheck {

    private ReportCheck() {}

    /**
     * The printed tables that are not what the run folder's records and samples give, a sentence each. A table in LaTeX
     * may be in any style.
     *
     * @param runFolder with the records
     * @param report the folder of the report, with its tables
     */
    public static List<String> problems(Path runFolder, Path report) {
        boolean published = Files.exists(report.resolve("tables/published.csv"));
        RunResults results = RunResults.read(runFolder, true);
        Evidence evidence = Evidence.of(results, runFolder);
        List<Map<String, String>> styles = new ArrayList<>();
        for (Style style : Style.values()) {
            styles.add(ReportWriter.tables(results, evidence, new ReportOptions(style, published, true, Map.of())));
        }
        List<String> problems = new ArrayList<>();
        for (String name : styles.get(0).keySet()) {
            Path file = report.resolve(name);
            if (!Files.exists(file)) {
                problems.add("%s must be there, is missing".formatted(file));
            } else if (styles.stream().noneMatch(style -> text(file).equals(style.get(name)))) {
                problems.add("%s must be what the records give, was not; write the report again".formatted(file));
            }
        }
        return problems;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ReportException("%s must be readable, was not: %s".formatted(file, e), e);
        }
    }
}
