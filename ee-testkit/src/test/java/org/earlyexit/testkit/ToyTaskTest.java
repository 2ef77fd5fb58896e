package org.earlyexit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.Test;

class ToyTaskTest {

    private static final TaskKind TWO = new TaskKind.Classification(2);

    @Test
    void wordsThatMatterHaveTokensOfTheirOwn() {
        List<String> words =
                List.of("good", "fine", "bright", "bad", "poor", "dull", "not", "table", "river", "paper", "window");
        Set<Integer> tokens = new HashSet<>();
        words.forEach(word -> tokens.add(ToyEncoder.token(word)));

        assertThat(tokens).hasSameSizeAs(words);
    }

    @Test
    void everyClassOccursAndLabelsFollowTheText() {
        ToyTask task = ToyTask.of(TWO, 3);
        Set<Integer> classes = new HashSet<>();
        for (int i = 0; i < ToyTask.SAMPLES; i++) {
            classes.add(task.classAt(i));
            assertThat(task.classAt(i)).isEqualTo(task.valueAt(i) > 0 ? 1 : 0);
        }

        assertThat(classes).containsExactlyInAnyOrder(0, 1);
        assertThat(task.texts().subList(0, 16)).noneMatch(text -> text.contains("not"));
        assertThat(task.texts().subList(48, 64)).anyMatch(text -> text.contains("not"));
    }

    @Test
    void theSameSeedGivesTheSameTask() {
        assertThat(ToyTask.of(TWO, 3).samples()).isEqualTo(ToyTask.of(TWO, 3).samples());
        assertThat(ToyTask.of(TWO, 4).samples()).isNotEqualTo(ToyTask.of(TWO, 3).samples());
    }

    @Test
    void theLongerTextOfAPairIsCutFirst() {
        TokenSequence pair = new ToyEncoder().encode("good bad good bad", "fine", 6);

        assertThat(pair)
                .isEqualTo(new TokenSequence(
                        new int[] {0, ToyEncoder.token("good"), ToyEncoder.token("bad"), 1, ToyEncoder.token("fine"), 1
                        },
                        new int[] {0, 0, 0, 0, 1, 1}));
    }
}
