package org.earlyexit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.earlyexit.testkit.tck.PluginTck;

/** Looks at the rules for {@code ee tck}, which waits: a line for each, and an empty one at the end. */
final class TckRules {

    private TckRules() {}

    static int run(Path jar, Path answers, Set<String> passedOver) {
        PluginTck.run(jar, passedOver, verdict -> append(answers, verdict.line()));
        append(answers, "");
        return ExitCode.DONE;
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
