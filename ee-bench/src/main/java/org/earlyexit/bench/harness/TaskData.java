package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * A task's samples, divided as the protocol says: the training split into a part to train on and a calibration part, on
 * which training stops and knobs are chosen; the official dev split is the report part and is looked at once. The
 * division depends on the task alone, so that every method and seed sees the same.
 *
 * @param task what it is
 * @param train the training split as it was read
 * @param dev the dev split as it was read
 * @param training to train on
 * @param calibration to stop and to choose on
 * @param report to report on
 */
record TaskData(Task task, Split train, Split dev, Part training, Part calibration, Part report) {

    private static final long DIVISION_SEED = 20240229;

    static TaskData read(TaskSource source, Suite.Samples samples) {
        Split train = source.split("train");
        Split dev = source.split("dev");
        List<Sample> pool = first(train.samples(), samples.train());
        Set<String> held = calibrationIds(pool, samples);
        return new TaskData(
                source.task(),
                train,
                dev,
                new Part(
                        "training",
                        pool.stream().filter(s -> !held.contains(s.id())).toList()),
                new Part(
                        "calibration",
                        pool.stream().filter(s -> held.contains(s.id())).toList()),
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

    /** What decides the samples and their division. */
    String fingerprint(Suite.Samples samples) {
        return "task %s v%d, train %s, dev %s, %s"
                .formatted(task.id(), task.version(), train.sha256(), dev.sha256(), samples);
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
        if (training.size() + calibration.size() < train.samples().size()) {
            notes.add("first %d training rows only".formatted(training.size() + calibration.size()));
        }
        if (report.size() < dev.samples().size()) {
            notes.add("first %d dev rows only".formatted(report.size()));
        }
        return String.join("; ", notes);
    }

    private static List<Sample> first(List<Sample> samples, int most) {
        return most == 0 || most >= samples.size() ? samples : samples.subList(0, most);
    }

    /** A share of each class, so that the calibration part has the classes of the whole; of numbers, a share of all. */
    private static Set<String> calibrationIds(List<Sample> pool, Suite.Samples samples) {
        double share = Math.min(samples.calibrationShare(), (double) samples.calibrationMost() / pool.size());
        Collection<List<Sample>> classes = byClass(pool).values();
        SplittableRandom random = new SplittableRandom(DIVISION_SEED);
        Set<String> held = new HashSet<>();
        for (List<Sample> members : classes) {
            Map<Sample, Long> order = members.stream()
                    .collect(Collectors.toMap(
                            s -> s, s -> random.nextLong(), (a, b) -> a, java.util.LinkedHashMap::new));
            members.stream()
                    .sorted(Comparator.comparing(order::get))
                    .limit(Math.max(1, Math.round(share * members.size())))
                    .forEach(sample -> held.add(sample.id()));
        }
        return held;
    }

    private static Map<Integer, List<Sample>> byClass(List<Sample> pool) {
        return pool.stream().collect(Collectors.groupingBy(TaskData::classOf, TreeMap::new, Collectors.toList()));
    }

    private static int classOf(Sample sample) {
        return sample.label().orElseThrow() instanceof Label.ClassLabel label ? label.index() : 0;
    }
}
