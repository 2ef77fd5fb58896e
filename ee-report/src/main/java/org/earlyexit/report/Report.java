package org.earlyexit.report;

import java.nio.file.Path;
import java.util.List;

/**
 * A report that was written.
 *
 * @param terminalTable the main table as text for a terminal
 * @param indexHtml the page
 * @param files every file that was written, the page included
 * @param warnings what could not be done, each as one sentence
 */
public record Report(String terminalTable, Path indexHtml, List<Path> files, List<String> warnings) {

    public Report {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
    }
}
