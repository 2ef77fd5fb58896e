package org.earlyexit.bench.glue;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files outside the project that some tests read where they are present. */
public final class GlueData {
    private GlueData() {}

    /** The folder that holds GLUE, or a visible skip: {@code -Dee.glue=DIR}, or a {@code shared} folder further up. */
    public static Path folder() {
        String named = System.getProperty("ee.glue");
        return present(named != null ? Path.of(named) : above("shared/data/glue"));
    }

    /** The vocabulary of the small default encoder, or a visible skip. */
    public static Path vocabulary() {
        return present(above("shared/models/ee-mini/vocab.txt"));
    }

    private static Path present(Path path) {
        assumeTrue(Files.exists(path), () -> path + " is not here");
        return path;
    }

    private static Path above(String relative) {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(relative))) {
                return folder.resolve(relative);
            }
        }
        return start.resolve(relative);
    }
}
