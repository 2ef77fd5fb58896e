package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.bench.glue.Label;
import org.earlyexit.bench.glue.Sample;
import org.earlyexit.bench.glue.builtin.BuiltInTasks;
import org.earlyexit.bench.suite.Suite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskDataTest {

    private static final Suite.Samples SAMPLES = new Suite.Samples(64, 0, 0, 0.2, 5000);

    @ParameterizedTest
    @ValueSource(strings = {"tiny-cola", "tiny-mnli", "tiny-sts"})
    void usesEachTrainingRowForOnePurpose(String task) {
        TaskData data = read(task, SAMPLES);

        List<String> ids = new ArrayList<>();
        List.of(data.training(), data.stopping(), data.calibration()).forEach(part -> ids.addAll(part.ids()));
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        data.train().samples().stream().map(Sample::id).toList());
        assertThat(data.training().size()).isBetween(478, 482); // 80 % of 600, rounded in each class
        assertThat(data.stopping().size() - data.calibration().size()).isBetween(-3, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void holdsOutTheSameShareOfEachClass(int label) {
        TaskData data = read("tiny-mnli", SAMPLES);

        long all = count(data.train().samples(), label);
        assertThat(count(data.stopping().samples(), label)).isBetween(all / 10 - 1, all / 10 + 1);
        assertThat(count(data.calibration().samples(), label)).isBetween(all / 10 - 1, all / 10 + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-sst", "tiny-sts"})
    void holdsOutAtLeastARowForEitherChoice(String task) {
        TaskData data = read(task, new Suite.Samples(64, 40, 0, 0.001, 5000));

        assertThat(data.stopping().size()).isPositive();
        assertThat(data.calibration().size()).isPositive();
        assertThat(data.note()).contains("first 40 training rows only");
    }

    private static TaskData read(String task, Suite.Samples samples) {
        return TaskData.read(BuiltInTasks.source(task, 600, 60), samples);
    }

    private static long count(List<Sample> samples, int label) {
        return samples.stream()
                .filter(sample -> sample.label().orElseThrow() instanceof Label.ClassLabel of && of.index() == label)
                .count();
    }
}
