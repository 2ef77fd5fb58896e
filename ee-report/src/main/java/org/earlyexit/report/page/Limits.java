package org.earlyexit.report.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.report.result.PlainText;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** What the numbers of a run do not show, said with the run's own numbers. */
final class Limits {

    private static final double MOST_UNCERTAIN = 50;

    private Limits() {}

    static List<String> of(RunResults results) {
        List<String> limits = new ArrayList<>();
        limits.add(samples(results));
        limits.add(seeds(results));
        limits.add(
                "Where single samples were kept, differences are tested, and what is bold, underlined or marked in the"
                        + " main table is corrected over the tasks by Holm's method, as is the last p of each pair. Nothing is"
                        + " corrected for how many pairs of methods there are, and intervals are not corrected at all.");
        limits.add(
                "The knob is chosen on a part of the training rows that is kept for it, so the cost on the scored split is near"
                        + " its target and not on it: read a score together with the speed-up beside it.");
        limits.add(
                "Curves replay every value of the knob over the scored split. They show what a method can trade, not a"
                        + " result: picking their best point would be choosing on the test.");
        limits.add("Speed-ups by layers and by multiply-accumulates are counted, not measured; they leave out memory"
                + " traffic and what the engine adds to each call.");
        limits.add(timing(results));
        limits.add(backbones(results));
        return limits;
    }

    private static String samples(RunResults results) {
        Optional<TaskColumn> smallest = results.tasks().stream()
                .min(Comparator.comparingInt(task -> task.facts().devSamples()));
        int n = smallest.map(task -> task.facts().devSamples()).orElse(0);
        return String.format(
                Locale.ROOT,
                "Scored splits are small. With the %d samples of %s, the standard error of an accuracy is up to %.1f points:"
                        + " smaller gaps between rows say nothing by themselves.",
                n,
                smallest.map(TaskColumn::name).orElse("no task"),
                MOST_UNCERTAIN / Math.sqrt(Math.max(1, n)));
    }

    private static String seeds(RunResults results) {
        long seeds = results.runs().stream().map(run -> run.seed()).distinct().count();
        return seeds == 1
                ? "One seed was run. What initialisation and the order of the data do to a score is not in these numbers;"
                        + " on small tasks it can be larger than the gaps between methods."
                : String.format(
                        Locale.ROOT, "%d seeds were run. A standard deviation from so few is itself rough.", seeds);
    }

    private static String timing(RunResults results) {
        List<Timing> timings = new ArrayList<>();
        results.runs()
                .forEach(run -> run.points().forEach(point -> {
                    Timing timing = point.timing();
                    if (timing != null) {
                        timings.add(timing);
                    }
                }));
        if (timings.isEmpty()) {
            return "No clock was run: whether a counted speed-up is a real one on any machine is not shown here.";
        }
        TreeSet<Integer> batches = new TreeSet<>();
        timings.forEach(timing -> batches.add(timing.batchSize()));
        long noisy = timings.stream().filter(Timing::noisy).count();
        return String.format(
                Locale.ROOT,
                "Clock speed-ups come from one machine, which may have had other work, at batch size %s; another machine,"
                        + " batch size or length of input gives others. %d of %d timings were too noisy to trust.",
                String.join(", ", batches.stream().map(String::valueOf).toList()),
                noisy,
                timings.size());
    }

    private static String backbones(RunResults results) {
        TreeSet<String> names = new TreeSet<>();
        results.tasks()
                .forEach(task -> names.add(String.format(
                        Locale.ROOT,
                        "%s (%s, %d layers, hidden %d%s)",
                        task.backbone().id(),
                        task.backbone().family(),
                        task.backbone().layers(),
                        task.backbone().hidden(),
                        task.backbone().note().isBlank()
                                ? ""
                                : ", " + task.backbone().note())));
        return PlainText.of("All rows use " + String.join(" and ", names)
                + ". A larger backbone may order the methods differently, and scores on a dev split must not be set beside"
                + " published ones from GLUE's test server.");
    }
}
