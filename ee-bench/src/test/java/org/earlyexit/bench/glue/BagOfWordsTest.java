package org.earlyexit.bench.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class BagOfWordsTest {
    private static final TaskShape THREE = new TaskShape.Classes(List.of("a", "b", "c"));
    private static final TaskShape SCORE = new TaskShape.Score(0, 5);

    private static Sample sample(String first, Label label) {
        return new Sample("train-0", first, Optional.empty(), Optional.of(label), OptionalInt.empty());
    }

    private static Sample pair(String first, String second, int label) {
        return new Sample(
                "train-0", first, Optional.of(second), Optional.of(new Label.ClassLabel(label)), OptionalInt.empty());
    }

    private static Split split(List<Sample> samples) {
        return new Split("train", samples, List.of(), "");
    }

    @Test
    void itLearnsWhichWordBelongsToWhichClass() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            samples.add(sample("Red, " + i, new Label.ClassLabel(0)));
            samples.add(sample("green! " + i, new Label.ClassLabel(1)));
            samples.add(sample("blue? " + i, new Label.ClassLabel(2)));
        }

        BagOfWords model = BagOfWords.train(split(samples), THREE);

        assertThat(model.answer(sample("quite RED", new Label.ClassLabel(2)))).isEqualTo(new Label.ClassLabel(0));
        assertThat(model.answer(sample("(green)", new Label.ClassLabel(2)))).isEqualTo(new Label.ClassLabel(1));
        assertThat(model.answer(sample("blue", new Label.ClassLabel(0)))).isEqualTo(new Label.ClassLabel(2));
    }

    @Test
    void itTellsTheFirstSentenceFromTheSecond() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            samples.add(pair("x", "y", 0));
            samples.add(pair("y", "x", 1));
        }

        BagOfWords model = BagOfWords.train(split(samples), new TaskShape.Classes(List.of("a", "b")));

        assertThat(model.answer(pair("x", "y", 1))).isEqualTo(new Label.ClassLabel(0));
        assertThat(model.answer(pair("y", "x", 0))).isEqualTo(new Label.ClassLabel(1));
    }

    /** Four samples in which the label is "one of the two words, but not both": no weights of single words do it. */
    @Test
    void whatOnlyPairsOfWordsTellItCannotLearn() {
        List<Sample> samples = List.of(pair("p", "q", 0), pair("x", "q", 1), pair("p", "y", 1), pair("x", "y", 0));

        BagOfWords model = BagOfWords.train(split(samples), new TaskShape.Classes(List.of("a", "b")));

        long right = samples.stream()
                .filter(sample -> sample.label().equals(Optional.of(model.answer(sample))))
                .count();
        assertThat(right).isLessThanOrEqualTo(3);
    }

    @Test
    void itLearnsAScoreAndStaysInsideItsRange() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            samples.add(sample("low", new Label.ScoreLabel(1)));
            samples.add(sample("high", new Label.ScoreLabel(4.5)));
            samples.add(sample("top top", new Label.ScoreLabel(5)));
        }

        BagOfWords model = BagOfWords.train(split(samples), SCORE);

        assertThat(score(model, "low")).isCloseTo(1, within(0.1));
        assertThat(score(model, "high")).isCloseTo(4.5, within(0.1));
        assertThat(score(model, "high top")).isLessThanOrEqualTo(5);
    }

    private static double score(BagOfWords model, String text) {
        return ((Label.ScoreLabel) model.answer(sample(text, new Label.ScoreLabel(0)))).value();
    }

    @Test
    void aSampleWithoutALabelCannotBeTrainedOn() {
        Sample unlabelled = new Sample("test-3", "a", Optional.empty(), Optional.empty(), OptionalInt.empty());

        assertThatThrownBy(() -> BagOfWords.train(split(List.of(unlabelled)), THREE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sample to train on must have a label, test-3 has none");
    }

    /** 0.822 when this was written; bag-of-words models of SST-2's phrases are known to reach 0.80 to 0.83. */
    @Test
    void onTheRealSentimentTaskItReachesWhatSuchModelsReach() {
        Task task = new TaskCatalog().task("sst-2");
        GlueFolder source = new GlueFolder(task, GlueData.folder());
        BagOfWords model = BagOfWords.train(source.split("train"), task.shape());

        List<Sample> dev = source.split("dev").samples();
        long right = dev.stream()
                .filter(sample -> sample.label().equals(Optional.of(model.answer(sample))))
                .count();

        assertThat((double) right / dev.size()).isBetween(0.79, 0.85);
    }
}
