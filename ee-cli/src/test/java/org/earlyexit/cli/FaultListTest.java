package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code docs/faults.md} promises: each fault once, and tests that are there. */
class FaultListTest {

    private static final Path LIST = Path.of("../docs/faults.md");
    private static final int FAULTS = 54;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| F(\\d+) [^|]+ \\| [^|]+ \\| ([^|]+) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");

    @Test
    void everyFaultIsThereOnceInItsOrder() throws IOException {
        assertThat(ROW.matcher(Files.readString(LIST)).results().map(row -> Integer.parseInt(row.group(1))))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, FAULTS).boxed().toList());
    }

    @Test
    void everyFaultHasATestOrSaysWhyNot() throws IOException {
        assertThat(ROW.matcher(Files.readString(LIST)).results())
                .allMatch(row -> TEST.matcher(row.group(2)).find()
                        || row.group().contains("not testable here")
                        || row.group().contains("not reachable"));
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        List<String> missing = new ArrayList<>();
        for (MatchResult test : TEST.matcher(Files.readString(LIST)).results().toList()) {
            String source = sources.getOrDefault(test.group(1), "");
            if (!source.contains("void " + test.group(2) + "(")) {
                missing.add(test.group(1) + "#" + test.group(2));
            }
        }

        assertThat(missing).isEmpty();
        assertThat(sources).hasSizeGreaterThan(50);
    }
}
