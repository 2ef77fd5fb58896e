package org.earlyexit.selfbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.earlyexit.bench.harness.Progress;
import org.earlyexit.bench.harness.RunOptions;
import org.earlyexit.bench.harness.RunSummary;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.bench.suite.Overrides;
import org.earlyexit.bench.suite.Suites;

/** Runs suites into a folder that is thrown away. */
final class SuiteTime {

    private final Surroundings surroundings;

    SuiteTime(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a suite from nothing; the number of its records. */
    int run(String suite, Overrides overrides) {
        try {
            Path folder = Files.createTempDirectory("selfbench");
            try {
                Workbench workbench = surroundings.workbench();
                RunSummary summary = workbench.run(
                        workbench.plan(Suites.read(suite, overrides), RunOptions.NONE, surroundings.room()),
                        folder.resolve("run"),
                        surroundings.room(),
                        Progress.NONE);
                return summary.records();
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
