package org.earlyexit.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say with what the program works. Filled by picocli. */
final class Installation {

    @Option(
            names = "--plugins",
            paramLabel = "DIR|JAR",
            description =
                    "A folder whose jars are searched for more methods, backbones and exit strategies, or one jar.")
    private Optional<Path> plugins = Optional.empty();

    Optional<Path> plugins() {
        return plugins;
    }
}
