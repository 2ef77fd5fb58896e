package org.earlyexit.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.earlyexit.report.result.RunDifference;
import org.earlyexit.report.result.RunResults;

/** Compares two run folders cell by cell. */
final class DiffVerb {

    private static final String NOT_THERE = "(not there)";

    private final Console console;

    @Inject
    DiffVerb(Console console) {
        this.console = console;
    }

    int run(Path first, Path second) {
        List<RunDifference> differences =
                RunDifference.between(RunResults.read(first, true), RunResults.read(second, true));
        console.answer(Map.of("differences", differences), () -> text(differences));
        return differences.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String text(List<RunDifference> differences) {
        if (differences.isEmpty()) {
            return "No figure differs but for times, which are measured anew in each run.\n";
        }
        TextTable table = new TextTable("CELL", "FIGURE", "FIRST", "SECOND");
        differences.forEach(difference -> table.row(
                difference.cell(), difference.figure(), shown(difference.first()), shown(difference.second())));
        return "%s%d differences%n".formatted(table, differences.size());
    }

    private static String shown(String figure) {
        return figure.isEmpty() ? NOT_THERE : figure;
    }
}
