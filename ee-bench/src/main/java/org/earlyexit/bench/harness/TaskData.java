package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.earlyexit.bench.glue.Label;
import org.earlyexit.bench.glue.Sample;
import org.earlyexit.bench.glue.Split;
import org.earlyexit.bench.glue.Task;
import org.earlyexit.bench.glue.TaskShape;
import org.earlyexit.bench.glue.TaskSource;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.spi.TaskKind;

/**
 * A task's samples, divided as the protocol says: the training split into a part to train on, a part that decides which
 * epoch is kept, and a part on which knobs are chosen, so that no choice is made twice on the same rows; the official
 * dev split is the report part and is looked at once. The division depends on the task alone: every method and seed
 * sees the same.
 *
 * @param task what it is
 * @param train the training split as it was read
 * @param dev the dev split as it was read
 * @param training to train on
 * @param stopping to decide which epoch is kept
 * @param calibration to choose knobs on
 * @param report to report on
 */
record TaskData(Task task, Split train, Split dev, Part training, Part stopping, Part calibration, Part report) {

    private static final long DIVISION_SEED = 20240229;
    private static final String TRAINING = "training";
    private static final String STOPPING = "stopping";
    private static final String CALIBRATION = "calibration";

    static TaskData read(TaskSource source, Suite.Samples samples) {
        Split train = source.split("train");
        Split dev = source.split("dev");
        List<Sample> pool = first(train.samples(), samples.train());
        Map<String, List<Sample>> divided = divide(pool, samples);
        return new TaskData(
                source.task(),
                train,
                dev,
                part(TRAINING, divided),
                part(STOPPING, divided),
                part(CALIBRATION, divided),
                new Part("dev", first(dev.samples(), samples.dev())));
    }

    TaskKind kind() {
        return kind(task);
    }

    static TaskKind kind(Task task) {
        return task.shape() instanceof TaskShape.Classes classes
                ? new TaskKind.Classification(classes.labels().size())
                : new TaskKind.Regression();
    }

    /** What decides the samples that models are trained on; tasks that share a train set share their models. */
    String trainingFingerprint(Suite.Samples samples) {
        return "task %s v%d, %s, train %s, first %d, length %d, held out %s and at most %d"
                .formatted(
                        task.origin().trainedOn().orElse(task.id()),
                        task.version(),
                        task.shape(),
                        train.sha256(),
                        samples.train(),
                        samples.maxLength(),
                        samples.calibrationShare(),
                        samples.calibrationMost());
    }

    /** What decides the samples that are scored, and how. */
    String reportFingerprint(Suite.Samples samples) {
        return "task %s v%d, %s, dev %s, first %d"
                .formatted(task.id(), task.version(), task.metrics(), dev.sha256(), samples.dev());
    }

    /** What a reader must know of the data; empty if it is all there. */
    String note() {
        List<String> notes = new ArrayList<>();
        for (Split split : List.of(train, dev)) {
            if (!task.isWhole(split)) {
                notes.add("%s PARTIAL: %d of %d rows"
                        .formatted(
                                split.name(),
                                split.rows(),
                                task.file(split.name()).rows()));
            }
        }
        int used = training.size() + stopping.size() + calibration.size();
        if (used < train.samples().size()) {
            notes.add("first %d training rows only".formatted(used));
        }
        if (report.size() < dev.samples().size()) {
            notes.add("first %d dev rows only".formatted(report.size()));
        }
        return String.join("; ", notes);
    }

    private static List<Sample> first(List<Sample> samples, int most) {
        return most == 0 || most >= samples.size() ? samples : samples.subList(0, most);
    }

    private static Part part(String name, Map<String, List<Sample>> divided) {
        return new Part(name, divided.getOrDefault(name, List.of()));
    }

    /** A share of each class is held out, half to stop and half to choose on; of numbers, a share of all. */
    private static Map<String, List<Sample>> divide(List<Sample> pool, Suite.Samples samples) {
        double share = Math.min(samples.calibrationShare(), (double) samples.calibrationMost() / pool.size());
        SplittableRandom random = new SplittableRandom(DIVISION_SEED);
        Map<String, String> held = new HashMap<>();
        for (List<Sample> members : byClass(pool).values()) {
            List<Sample> shuffled = shuffled(members, random);
            long most = Math.max(2, Math.round(share * members.size()));
            for (int i = 0; i < Math.min(most, shuffled.size()); i++) {
                held.put(shuffled.get(i).id(), i % 2 == 0 ? CALIBRATION : STOPPING);
            }
        }
        return pool.stream().collect(Collectors.groupingBy(sample -> held.getOrDefault(sample.id(), TRAINING)));
    }

    private static List<Sample> shuffled(List<Sample> members, SplittableRandom random) {
        Map<Sample, Long> order = new LinkedHashMap<>();
        members.forEach(sample -> order.put(sample, random.nextLong()));
        return members.stream().sorted(Comparator.comparing(order::get)).toList();
    }

    private static Map<Integer, List<Sample>> byClass(List<Sample> pool) {
        return pool.stream().collect(Collectors.groupingBy(TaskData::classOf, TreeMap::new, Collectors.toList()));
    }

    private static int classOf(Sample sample) {
        return sample.label().orElseThrow() instanceof Label.ClassLabel label ? label.index() : 0;
    }
}
