package org.earlyexit.bench.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each format keeps its promise on the kept corpus, and on seeded mutations of it. */
class FormatCorpusTest {

    private static final int MUTANTS = 200;
    private static final int MOST_CHANGES = 4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theCorpusIsReadOrRefused(FileFormat format) throws Exception {
        for (Path seed : corpus(format)) {
            byte[] bytes = Files.readAllBytes(seed);
            assertThatCode(() -> format.hold(folder.resolve("input"), bytes))
                    .as(seed.toString())
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValidFileIsAmongThem(FileFormat format) throws Exception {
        Path valid = folder.resolve("input");
        Files.copy(
                corpus(format).stream()
                        .filter(FormatCorpusTest::isValid)
                        .findFirst()
                        .orElseThrow(),
                valid);

        assertThatCode(() -> format.read(valid)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void mutantsAreReadOrRefused(FileFormat format) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<Path> seeds = corpus(format);
        for (int mutant = 0; mutant < MUTANTS; mutant++) {
            Path seed = seeds.get(random.nextInt(seeds.size()));
            byte[] bytes = mutated(Files.readAllBytes(seed), random);
            assertThatCode(() -> format.hold(folder.resolve("input"), bytes))
                    .as("mutant %d, of %s", mutant, seed)
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutated(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        byte[] changed = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1) : bytes;
        for (int change = random.nextInt(MOST_CHANGES); change >= 0; change--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }

    private static boolean isValid(Path seed) {
        return seed.getFileName().toString().startsWith("valid");
    }

    private static List<Path> corpus(FileFormat format) throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(FormatCorpusTest.class.getResource(format.toString()), format.toString());
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<Path> seeds = files.sorted().toList();
            assertThat(seeds).isNotEmpty();
            return seeds;
        }
    }
}
