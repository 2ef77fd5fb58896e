package org.earlyexit.bench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What Jazzer calls, by {@code .ci/fuzz}: one format, named by the system property {@value #FORMAT}. */
public final class FormatFuzzer {

    private static final String FORMAT = "ee.fuzz.format";
    private static final FileFormat TARGET =
            FileFormat.valueOf(System.getProperty(FORMAT, "suite").toUpperCase(Locale.ROOT));
    private static final Path INPUT = input();

    private FormatFuzzer() {}

    /** Named as Jazzer asks. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        TARGET.hold(INPUT, bytes);
    }

    private static Path input() {
        try {
            return Files.createTempDirectory("fuzz").resolve("input");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
