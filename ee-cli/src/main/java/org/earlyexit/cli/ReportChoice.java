package org.earlyexit.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.earlyexit.report.table.Style;
import picocli.CommandLine.Option;

/** The options that say what a report holds. Filled by picocli. */
final class ReportChoice {

    @Option(
            names = "--style",
            paramLabel = "NAME",
            defaultValue = "plain",
            description = "How LaTeX is dressed: acl, aaai or plain; by default ${DEFAULT-VALUE}.")
    private Style style = Style.PLAIN;

    @Option(names = "--published", description = "Set published figures beside ours, apart and with their source.")
    private boolean published;

    @Option(
            names = "--allow-mixed",
            description = "Let one column mix splits, metrics, backbones or versions, and mark the cells.")
    private boolean allowMixed;

    @Option(
            names = "--with-texts",
            description = "Put the samples' texts into the page; mind the terms of the data before passing it on.")
    private boolean withTexts;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "For --with-texts: the folder with GLUE in its official layout.")
    private Optional<Path> data = Optional.empty();

    Style style() {
        return style;
    }

    boolean published() {
        return published;
    }

    boolean allowMixed() {
        return allowMixed;
    }

    boolean withTexts() {
        return withTexts;
    }

    Optional<Path> data() {
        return data;
    }
}
