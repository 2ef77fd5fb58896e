package org.earlyexit.bench.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.earlyexit.metric.Confusion;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;

/** Answers that are classes: one plane of bits for each cell of the confusion matrix, or for right answers alone. */
final class ClassRunScore implements RunScore {

    private final Metric metric;
    private final int samples;
    private final int classes;
    private final List<BitPlanes> cells;

    private final int[] whole;

    private ClassRunScore(Metric metric, int samples, int classes, List<BitPlanes> cells) {
        this.metric = metric;
        this.samples = samples;
        this.classes = classes;
        this.cells = List.copyOf(cells);
        this.whole = cells.stream().mapToInt(cell -> (int) cell.sum()).toArray();
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
        return score(whole);
    }

    @Override
    public double score(Resample drawn) {
        int[] counts = new int[cells.size()];
        int rest = samples;
        int counted = metric == Metric.ACCURACY ? counts.length : counts.length - 1;
        for (int i = 0; i < counted; i++) {
            counts[i] = (int) cells.get(i).dot(drawn.planes());
            rest -= counts[i];
        }
        if (counted < counts.length) {
            counts[counted] = rest;
        }
        return score(counts);
    }

    @Override
    public Marked marked(long[] mask) {
        int[] inside = new int[cells.size()];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = (int) cells.get(i).within(mask);
        }
        return new MarkedClasses(this, inside);
    }

    private double score(int[] counts) {
        if (metric == Metric.ACCURACY) {
            return (double) counts[0] / samples;
        }
        Confusion confusion = new Confusion(classes);
        for (int i = 0; i < counts.length; i++) {
            confusion.add(i / classes, i % classes, counts[i]);
        }
        return metric.score(confusion);
    }

    /** The run with what its marked samples add to each cell. */
    private static final class MarkedClasses implements Marked {

        private final ClassRunScore run;
        private final int[] inside;

        MarkedClasses(ClassRunScore run, int[] inside) {
            this.run = run;
            this.inside = inside;
        }

        @Override
        public double exchanged(Marked other) {
            if (!(other instanceof MarkedClasses that)
                    || that.run.metric != run.metric
                    || that.run.samples != run.samples) {
                throw new IllegalArgumentException(
                        "exchanged answers must be of the same metric and samples, were not");
            }
            if (that.run.classes != run.classes) {
                throw new IllegalArgumentException("exchanged answers must be of as many classes, %d, were of %d"
                        .formatted(run.classes, that.run.classes));
            }
            int[] counts = new int[inside.length];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = run.whole[i] - inside[i] + that.inside[i];
            }
            return run.score(counts);
        }
    }
}
