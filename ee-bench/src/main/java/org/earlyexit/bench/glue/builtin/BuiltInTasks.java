package org.earlyexit.bench.glue.builtin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.earlyexit.bench.glue.DataException;
import org.earlyexit.bench.glue.Digest;
import org.earlyexit.bench.glue.Label;
import org.earlyexit.bench.glue.Sample;
import org.earlyexit.bench.glue.Split;
import org.earlyexit.bench.glue.Task;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.glue.TaskShape;
import org.earlyexit.bench.glue.TaskSource;

/**
 * The tasks that the toolkit generates, one for each kind that GLUE has.
 *
 * <p>Train and dev are written from different sentence frames over the same words, and the first samples of a larger
 * split are those of a smaller one. The seed is part of a task: changing it changes the task's version.
 */
public final class BuiltInTasks {
    /** Train samples where nobody says how many. */
    public static final int TRAIN_SIZE = 2000;

    /** Dev samples where nobody says how many. */
    public static final int DEV_SIZE = 400;

    private static final long SEED = 20_261_121L;
    private static final int MAX_TRIES = 10_000;

    private static final Map<String, Grammar> GRAMMARS = Map.of(
            "tiny-cola", new AcceptabilityGrammar(),
            "tiny-sst", new SentimentGrammar(),
            "tiny-mrpc", new ParaphraseGrammar(),
            "tiny-sts", new SimilarityGrammar(),
            "tiny-mnli", new InferenceGrammar(),
            "tiny-qnli", new QuestionGrammar(),
            "tiny-rte", new ChainGrammar());

    private BuiltInTasks() {}

    /** A built-in task in the sizes that suit a quick run. */
    public static TaskSource source(String id) {
        return source(id, TRAIN_SIZE, DEV_SIZE);
    }

    /**
     * A built-in task in sizes of the caller's choice.
     *
     * @throws IllegalArgumentException if no built-in task has that id, or a size is below 1
     */
    public static TaskSource source(String id, int trainSize, int devSize) {
        TaskCatalog catalog = new TaskCatalog();
        Task task = catalog.task(id);
        Grammar grammar = GRAMMARS.get(id);
        if (grammar == null) {
            throw new IllegalArgumentException("'%s' must be a built-in task, one of %s, and is read from files"
                    .formatted(id, String.join(", ", catalog.builtIn())));
        }
        if (trainSize < 1 || devSize < 1) {
            throw new IllegalArgumentException(
                    "trainSize and devSize must be at least 1, were %d and %d".formatted(trainSize, devSize));
        }
        return new Generated(task, grammar, trainSize, devSize);
    }

    private record Generated(Task task, Grammar grammar, int trainSize, int devSize) implements TaskSource {

        @Override
        public Split split(String name) {
            return switch (name) {
                case "train" -> generate(name, trainSize);
                case "dev" -> generate(name, devSize);
                default ->
                    throw new DataException(
                            "%s has no split '%s'; it has: train, dev".formatted(task.displayName(), name));
            };
        }

        private Split generate(String name, int size) {
            Scene scene = new Scene(Words.bundled(), Frames.of(task.id(), name), new Dice(seed(name)));
            List<Sample> samples = new ArrayList<>(size);
            Set<String> seen = new HashSet<>();
            StringBuilder text = new StringBuilder();
            List<Integer> answers = List.of();
            for (int i = 0; i < size; i++) {
                if (i % classes().size() == 0) {
                    answers = scene.dice().several(classes(), classes().size());
                }
                Draft draft = unseen(scene, answers.get(i % classes().size()), seen);
                text.append(draft).append('\n');
                samples.add(sample(name + "-" + i, draft));
            }
            String sha256 = Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
            return new Split(name, samples, List.of(), sha256);
        }

        private Draft unseen(Scene scene, int answer, Set<String> seen) {
            for (int i = 0; i < MAX_TRIES; i++) {
                Draft draft = grammar.draw(scene, answer);
                if (seen.add(draft.first() + '\t' + draft.second().orElse(""))) {
                    return draft;
                }
            }
            throw new DataException("%s holds %d different samples of one split at most; ask for fewer"
                    .formatted(task.displayName(), seen.size()));
        }

        private List<Integer> classes() {
            if (task.shape() instanceof TaskShape.Classes classes) {
                return IntStream.range(0, classes.labels().size()).boxed().toList();
            }
            return List.of(0);
        }

        private long seed(String split) {
            long seed = SEED;
            for (char c : (task.id() + "/" + split + "/" + task.version()).toCharArray()) {
                seed = seed * 0x100000001b3L ^ c;
            }
            return seed;
        }

        private static Sample sample(String id, Draft draft) {
            Optional<Label> label = Optional.of(draft.label());
            return new Sample(id, draft.first(), draft.second(), label, OptionalInt.of(draft.hardness()));
        }
    }
}
