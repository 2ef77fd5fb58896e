package org.earlyexit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.LabelledTokens;

/**
 * A made-up task that the toy backbone learns within seconds: praise counts up, blame counts down, and {@code not}
 * turns the next word round. The first quarter of the samples has no {@code not}, the last quarter up to three.
 *
 * <p>Classes are the sign of the count, two or three of them; the regression's value is the count, within [-1, 1].
 */
public final class ToyTask {

    /** How many samples there are. */
    public static final int SAMPLES = 64;

    private static final List<String> PRAISE = List.of("good", "fine", "bright");
    private static final List<String> BLAME = List.of("bad", "poor", "dull");
    private static final List<String> NEUTRAL = List.of("table", "river", "paper", "window");
    private static final int WORDS = 3;

    private final TaskKind kind;
    private final List<String> texts = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();

    private ToyTask(TaskKind kind) {
        this.kind = kind;
    }

    /** The task of that kind, the same for the same seed. */
    public static ToyTask of(TaskKind kind, long seed) {
        ToyTask task = new ToyTask(kind);
        SplittableRandom random = new SplittableRandom(seed);
        boolean drawsAllowed = kind.outputs() != 2;
        while (task.texts.size() < SAMPLES) {
            task.add(random, drawsAllowed);
        }
        return task;
    }

    public TaskKind kind() {
        return kind;
    }

    /** The texts, easy ones first. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /** The texts' tokens. */
    public List<TokenSequence> samples() {
        ToyEncoder encoder = new ToyEncoder();
        return texts.stream()
                .map(text -> encoder.encode(text, null, ToyBackbone.MAX_POSITIONS))
                .toList();
    }

    /** The gold class of a sample. */
    public int classAt(int sample) {
        int sign = Integer.signum(counts.get(sample));
        return kind.outputs() == 2 ? (sign + 1) / 2 : sign + 1;
    }

    /** The gold value of a sample. */
    public double valueAt(int sample) {
        return (double) counts.get(sample) / WORDS;
    }

    /** The gold labels. */
    public Labels labels() {
        return kind instanceof TaskKind.Regression
                ? Labels.values(
                        IntStream.range(0, SAMPLES).mapToDouble(this::valueAt).toArray())
                : Labels.classes(IntStream.range(0, SAMPLES).map(this::classAt).toArray());
    }

    /** The tokens with their labels, as a trainer takes them. */
    public LabelledTokens labelled() {
        return new LabelledTokens(samples(), labels());
    }

    private void add(SplittableRandom random, boolean drawsAllowed) {
        int turnsLeft = texts.size() * 4 / SAMPLES;
        List<String> words = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < WORDS; i++) {
            int sign = drawsAllowed ? random.nextInt(3) - 1 : 2 * random.nextInt(2) - 1;
            if (sign != 0 && turnsLeft > 0 && random.nextBoolean()) {
                words.add("not");
                count -= sign;
                turnsLeft--;
            } else {
                count += sign;
            }
            words.add(pick(random, sign == 0 ? NEUTRAL : sign > 0 ? PRAISE : BLAME));
        }
        texts.add(String.join(" ", words));
        counts.add(count);
    }

    private static String pick(SplittableRandom random, List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
