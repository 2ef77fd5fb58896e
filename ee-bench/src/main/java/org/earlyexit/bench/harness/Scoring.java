package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.earlyexit.bench.glue.Task;
import org.earlyexit.bench.record.HardnessRow;
import org.earlyexit.bench.record.Measured;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.metric.MetricValue;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.jspecify.annotations.Nullable;

/** Scores answers of one part of a task with the task's metrics. */
final class Scoring {

    private final Task task;
    private final Part part;
    private final Labels gold;

    Scoring(Task task, Part part) {
        this.task = task;
        this.part = part;
        this.gold = part.labels();
    }

    Labels gold() {
        return gold;
    }

    /** An empty table of what comes of each sample. */
    SampleTable.Builder table(boolean scored) {
        return new SampleTable.Builder(part.ids(), gold, scored);
    }

    /** The main metric, with its standard error. */
    Measured main(IntFunction<Prediction> answers) {
        return measured(task.mainMetric(), gold, answers);
    }

    /** The main metric where a number is needed to compare by: 0 where it is undefined. */
    double number(IntFunction<Prediction> answers) {
        MetricValue value = Metric.of(task.mainMetric()).evaluate(gold, answers);
        return value.defined() ? value.value() : 0;
    }

    /** Every metric of the task, by id. */
    Map<String, Measured> all(IntFunction<Prediction> answers) {
        Map<String, Measured> results = new LinkedHashMap<>();
        task.metrics().forEach(metric -> results.put(metric, measured(metric, gold, answers)));
        return results;
    }

    /** Exit layer and score by known hardness; empty where it is not known. */
    List<HardnessRow> byHardness(Outcomes outcomes) {
        Map<Integer, List<Integer>> rows = new TreeMap<>();
        for (int i = 0; i < part.size(); i++) {
            OptionalInt hardness = part.hardness(i);
            if (hardness.isPresent()) {
                rows.computeIfAbsent(hardness.getAsInt(), h -> new ArrayList<>())
                        .add(i);
            }
        }
        return rows.entrySet().stream()
                .map(entry -> row(
                        entry.getKey(),
                        entry.getValue().stream().mapToInt(i -> i).toArray(),
                        outcomes))
                .toList();
    }

    /** Do hard samples leave later? Null where hardness is not known. */
    @Nullable
    Measured hardnessCorrelation(Outcomes outcomes) {
        double[] hardness = IntStream.range(0, part.size())
                .mapToObj(part::hardness)
                .filter(OptionalInt::isPresent)
                .mapToDouble(OptionalInt::getAsInt)
                .toArray();
        return hardness.length < part.size()
                ? null
                : measured("spearman", Labels.values(hardness), i -> new RegressionValue(outcomes.exitLayer(i)));
    }

    /** What is odd about the answers; empty if nothing. */
    String degenerate(IntFunction<Prediction> answers) {
        if (gold.numeric()) {
            return "";
        }
        long classes = IntStream.range(0, gold.size())
                .map(i -> ((ClassDistribution) answers.apply(i)).argmax())
                .distinct()
                .count();
        return classes == 1 ? "only one class was predicted" : "";
    }

    private HardnessRow row(int hardness, int[] samples, Outcomes outcomes) {
        Measured score = measured(task.mainMetric(), gold.select(samples), i -> outcomes.answer(samples[i]));
        double meanExit =
                IntStream.of(samples).map(outcomes::exitLayer).average().orElseThrow();
        return new HardnessRow(hardness, samples.length, meanExit, score.value());
    }

    private static Measured measured(String metric, Labels gold, IntFunction<Prediction> answers) {
        MetricValue value = Metric.of(metric).evaluate(gold, answers);
        String unit = metric.equals("accuracy") || metric.equals("f1") ? "share" : "coefficient";
        if (!value.defined()) {
            return Measured.undefined(unit, value.n(), value.note());
        }
        Double error = value.standardError().isPresent() ? value.standardError().getAsDouble() : null;
        return new Measured(value.value(), unit, value.n(), error, value.note());
    }
}
