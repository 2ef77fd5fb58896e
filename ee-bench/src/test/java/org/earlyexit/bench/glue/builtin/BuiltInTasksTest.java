package org.earlyexit.bench.glue.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.earlyexit.bench.glue.DataException;
import org.earlyexit.bench.glue.GlueData;
import org.earlyexit.bench.glue.Label;
import org.earlyexit.bench.glue.Sample;
import org.earlyexit.bench.glue.Split;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.glue.TaskShape;
import org.earlyexit.bench.glue.TaskSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInTasksTest {

    static List<String> ids() {
        return new TaskCatalog().builtIn();
    }

    private static Stream<Sample> samples(TaskSource source) {
        return Stream.of("train", "dev").flatMap(name -> source.split(name).samples().stream());
    }

    private static String text(Sample sample) {
        return sample.first() + sample.second().map(second -> " | " + second).orElse("");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everySampleIsWholeAndCarriesItsHardness(String id) {
        TaskSource source = BuiltInTasks.source(id);

        assertThat(source.split("train").samples()).hasSize(BuiltInTasks.TRAIN_SIZE);
        assertThat(source.split("dev").samples()).hasSize(BuiltInTasks.DEV_SIZE);
        assertThat(samples(source)).allSatisfy(sample -> {
            assertThat(text(sample))
                    .doesNotContain("{", "}", "  ")
                    .isEqualTo(text(sample).strip());
            assertThat(sample.label()).isPresent();
            assertThat(sample.hardness().orElseThrow()).isBetween(1, 5);
        });
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyHardnessOccursAndAboutHalfOfTheSamplesAreEasy(String id) {
        Map<Integer, Long> counts = BuiltInTasks.source(id, 2000, 1).split("train").samples().stream()
                .collect(Collectors.groupingBy(sample -> sample.hardness().orElseThrow(), Collectors.counting()));

        assertThat(counts.keySet()).contains(1, 2, 3, 4, 5);
        assertThat(counts.getOrDefault(1, 0L) + counts.getOrDefault(2, 0L)).isBetween(900L, 1700L);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void classesAreEquallyFrequent(String id) {
        TaskSource source = BuiltInTasks.source(id, 600, 300);
        if (source.task().shape() instanceof TaskShape.Classes classes) {
            Map<Object, Long> counts = source.split("train").samples().stream()
                    .collect(Collectors.groupingBy(sample -> sample.label().orElseThrow(), Collectors.counting()));

            assertThat(counts).hasSize(classes.labels().size());
            assertThat(counts.values()).containsOnly(600L / classes.labels().size());
        } else {
            assertThat(source.split("train").samples())
                    .extracting(sample -> ((Label.ScoreLabel) sample.label().orElseThrow()).value())
                    .contains(0.0, 2.5, 5.0)
                    .allMatch(score -> score >= 0 && score <= 5);
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noTextOccursTwiceInASplitOrInBoth(String id) {
        List<String> texts = samples(BuiltInTasks.source(id, 4000, 1000))
                .map(BuiltInTasksTest::text)
                .toList();

        assertThat(new HashSet<>(texts)).hasSameSizeAs(texts);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void trainAndDevAreWrittenFromDifferentFrames(String id) {
        Map<String, List<String>> train = Frames.of(id, "train").byName();
        Map<String, List<String>> dev = Frames.of(id, "dev").byName();

        assertThat(dev.keySet()).isEqualTo(train.keySet());
        Set<String> shared = new HashSet<>();
        train.values().forEach(shared::addAll);
        shared.retainAll(dev.values().stream().flatMap(List::stream).collect(Collectors.toSet()));
        assertThat(shared).isSubsetOf("{c} .");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aSmallerSplitIsTheBeginningOfALargerOne(String id) {
        List<Sample> few = BuiltInTasks.source(id, 50, 10).split("train").samples();
        List<Sample> many = BuiltInTasks.source(id, 500, 10).split("train").samples();

        assertThat(many.subList(0, 50)).isEqualTo(few);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void theSameTaskIsTheSameEachTimeAndTheDigestTellsOthersApart(String id) {
        Split once = BuiltInTasks.source(id, 100, 100).split("train");
        Split again = BuiltInTasks.source(id, 100, 7).split("train");

        assertThat(again).isEqualTo(once);
        assertThat(BuiltInTasks.source(id, 99, 100).split("train").sha256()).isNotEqualTo(once.sha256());
        assertThat(BuiltInTasks.source(id, 100, 100).split("dev").sha256()).isNotEqualTo(once.sha256());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void sentencesAreShort(String id) {
        double mean = samples(BuiltInTasks.source(id))
                .mapToInt(sample -> text(sample).split(" ").length)
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(6.0, 32.0);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void wordsAreSinglePiecesOfTheSmallEncodersVocabulary(String id) throws IOException {
        Set<String> vocabulary = new HashSet<>(Files.readAllLines(GlueData.vocabulary()));

        List<String> running = samples(BuiltInTasks.source(id))
                .flatMap(sample -> Stream.of(text(sample).split(" ")))
                .toList();

        assertThat((double) running.stream().filter(vocabulary::contains).count() / running.size())
                .isGreaterThan(0.97);
    }

    @Test
    void theWordListsHoldHundredsOfDifferentWords() {
        assertThat(new HashSet<>(Words.bundled().everyWord())).hasSizeGreaterThan(800);
    }

    @Test
    void everyFamilyOfTasksDrawsOnHundredsOfWords() {
        assertThat(ids()).allSatisfy(id -> {
            Set<String> words = samples(BuiltInTasks.source(id))
                    .flatMap(sample -> Stream.of(text(sample).split(" ")))
                    .collect(Collectors.toSet());
            assertThat(words).hasSizeGreaterThan("tiny-sst".equals(id) ? 150 : 300);
        });
    }

    @Test
    void anArticleFitsTheWordThatFollows() {
        assertThat(Frames.fill("a {x} met a {y}", "x", "old king", "y", "useful actor"))
                .isEqualTo("an old king met a useful actor");
    }

    @Test
    void whatIsNotThereIsNamedTogetherWithWhatIs() {
        assertThatThrownBy(() -> BuiltInTasks.source("tiny"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No task is called 'tiny'");
        assertThatThrownBy(() -> BuiltInTasks.source("rte"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'rte' must be a built-in task, one of tiny-cola, tiny-sst");
        assertThatThrownBy(() -> BuiltInTasks.source("tiny-rte", 0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trainSize and devSize must be at least 1, were 0 and 5");
        assertThatThrownBy(() -> BuiltInTasks.source("tiny-rte").split("test"))
                .isInstanceOf(DataException.class)
                .hasMessage("Tiny-RTE has no split 'test'; it has: train, dev");
        assertThatThrownBy(() -> Words.bundled().list("verb")).hasMessageContaining("was 'verb'");
        assertThatThrownBy(() -> Frames.of("tiny-rte", "test")).hasMessageContaining("was 'test'");
        assertThatThrownBy(() -> Frames.of("tiny-rte", "dev").named("x")).hasMessageContaining("was 'x'");
    }
}
