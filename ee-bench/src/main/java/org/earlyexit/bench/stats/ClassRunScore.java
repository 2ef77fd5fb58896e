package org.earlyexit.bench.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToLongFunction;
import org.earlyexit.metric.Confusion;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;

/** Answers that are classes: one plane of bits for each cell of the confusion matrix, or for right answers alone. */
final class ClassRunScore implements RunScore {

    private final Metric metric;
    private final int samples;
    private final int classes;
    private final List<BitPlanes> cells;

    private ClassRunScore(Metric metric, int samples, int classes, List<BitPlanes> cells) {
        this.metric = metric;
        this.samples = samples;
        this.classes = classes;
        this.cells = List.copyOf(cells);
    }

    static ClassRunScore of(Metric metric, Labels gold, IntToDoubleFunction answers) {
        int n = gold.size();
        List<BitPlanes> cells = new ArrayList<>();
        if (metric == Metric.ACCURACY) {
            cells.add(BitPlanes.of(n, i -> gold.classAt(i) == (int) answers.applyAsDouble(i) ? 1 : 0));
            return new ClassRunScore(metric, n, 0, cells);
        }
        int most = 1;
        for (int i = 0; i < n; i++) {
            most = Math.max(most, Math.max(gold.classAt(i), (int) answers.applyAsDouble(i)));
        }
        for (int cell = 0; cell < (most + 1) * (most + 1); cell++) {
            int goldClass = cell / (most + 1);
            int answered = cell % (most + 1);
            cells.add(BitPlanes.of(
                    n, i -> gold.classAt(i) == goldClass && (int) answers.applyAsDouble(i) == answered ? 1 : 0));
        }
        return new ClassRunScore(metric, n, most + 1, cells);
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public double score() {
        return score(Resample.identity(samples));
    }

    @Override
    public double score(Resample drawn) {
        return score(cell -> cell.dot(drawn.planes()));
    }

    @Override
    public double exchanged(RunScore other, long[] mask) {
        if (!(other instanceof ClassRunScore that) || that.metric != metric || that.samples != samples) {
            throw new IllegalArgumentException("exchanged answers must be of the same metric and samples, were not");
        }
        if (metric == Metric.ACCURACY) {
            return (double) cells.get(0).mixed(that.cells.get(0), mask) / samples;
        }
        if (that.classes != classes) {
            throw new IllegalArgumentException(
                    "exchanged answers must be of as many classes, %d, were of %d".formatted(classes, that.classes));
        }
        Confusion confusion = new Confusion(classes);
        for (int i = 0; i < cells.size(); i++) {
            confusion.add(i / classes, i % classes, (int) cells.get(i).mixed(that.cells.get(i), mask));
        }
        return metric.evaluate(confusion).value();
    }

    private double score(ToLongFunction<BitPlanes> count) {
        if (metric == Metric.ACCURACY) {
            return (double) count.applyAsLong(cells.get(0)) / samples;
        }
        Confusion confusion = new Confusion(classes);
        for (int i = 0; i < cells.size(); i++) {
            confusion.add(i / classes, i % classes, (int) count.applyAsLong(cells.get(i)));
        }
        return metric.evaluate(confusion).value();
    }
}
