package org.earlyexit.trace;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.Orientation;
import org.earlyexit.exit.Signal;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.metric.Confusion;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;

/**
 * A sweep of thresholds on one signal. With the thresholds sorted, all that matters of a signal is its <em>rank</em>,
 * the number of thresholds at or below it: low means stop at the thresholds from the rank on, high means stop at those
 * before it. So a sample's exit layers, over all thresholds, are a few runs of points, and counting the runs' ends
 * scores every point in one pass over the samples: {@code O(N L log K)} in all.
 */
final class ThresholdSweep implements Sweep {

    private final LayerTrace trace;
    private final boolean lowMeansStop;
    /** The places of the given points among the sorted thresholds. */
    private final int[] places;
    /** The rank of the signal after each layer but the last, (N, L-1). */
    private final int[] ranks;
    /** The answered class after each layer, (N, L); empty for a regression. */
    private final int[] answers;

    ThresholdSweep(LayerTrace trace, List<? extends ExitStrategy> strategies) {
        this.trace = trace;
        List<ThresholdExit> rules =
                strategies.stream().map(ThresholdExit.class::cast).toList();
        Signal signal = rules.get(0).signal();
        this.lowMeansStop = signal.orientation() == Orientation.LOW_MEANS_STOP;
        int[] order = IntStream.range(0, rules.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> rules.get(i).threshold()))
                .mapToInt(Integer::intValue)
                .toArray();
        this.places = inverse(order);
        double[] thresholds =
                Arrays.stream(order).mapToDouble(i -> rules.get(i).threshold()).toArray();
        this.ranks = new int[trace.samples() * (trace.layers() - 1)];
        this.answers = new int[trace.kind() instanceof TaskKind.Regression ? 0 : trace.samples() * trace.layers()];
        for (int sample = 0; sample < trace.samples(); sample++) {
            read(sample, signal, thresholds);
        }
    }

    /** Whether all are thresholds on one signal. */
    static boolean covers(List<? extends ExitStrategy> strategies) {
        return !strategies.isEmpty()
                && strategies.stream().allMatch(ThresholdExit.class::isInstance)
                && strategies.stream()
                                .map(strategy -> ((ThresholdExit) strategy).signal())
                                .distinct()
                                .count()
                        == 1;
    }

    @Override
    public int size() {
        return places.length;
    }

    @Override
    public Outcomes outcomes(int point) {
        int[] exitLayers = new int[trace.samples()];
        for (int sample = 0; sample < exitLayers.length; sample++) {
            exitLayers[sample] = exitLayer(sample, places[point]);
        }
        return trace.outcomes(exitLayers);
    }

    @Override
    public List<SweepPoint> points(Metric metric, Labels gold) {
        ReferenceExits.requireLabels(gold, trace.samples());
        if (!metric.readsClasses() || gold.numeric() || answers.length == 0) {
            return IntStream.range(0, size())
                    .mapToObj(point -> PlainSweep.point(point, outcomes(point), trace.layers(), metric, gold))
                    .toList();
        }
        gold.requireClasses(classes());
        RunCounts exits = new RunCounts(trace.layers(), size());
        RunCounts cells = new RunCounts(classes() * classes(), size());
        for (int sample = 0; sample < trace.samples(); sample++) {
            count(sample, gold.classAt(sample), exits, cells);
        }
        exits.sum();
        cells.sum();
        return IntStream.range(0, size())
                .mapToObj(point -> new SweepPoint(
                        point, exits.at(places[point]), metric.evaluate(confusion(cells.at(places[point])))))
                .toList();
    }

    /** Counts the runs of points at which a sample leaves at each layer, from the first layer on. */
    private void count(int sample, int gold, RunCounts exits, RunCounts cells) {
        int from = 0;
        int to = size();
        for (int layer = 1; layer <= trace.layers() && from < to; layer++) {
            int runFrom = from;
            int runTo = to;
            if (layer < trace.layers()) {
                int rank = Math.max(from, Math.min(to, rank(sample, layer)));
                runFrom = lowMeansStop ? rank : from;
                runTo = lowMeansStop ? to : rank;
                from = lowMeansStop ? from : rank;
                to = lowMeansStop ? rank : to;
            }
            exits.add(layer - 1, runFrom, runTo);
            cells.add(gold * classes() + answers[sample * trace.layers() + layer - 1], runFrom, runTo);
        }
    }

    private int exitLayer(int sample, int place) {
        for (int layer = 1; layer < trace.layers(); layer++) {
            if (place >= rank(sample, layer) == lowMeansStop) {
                return layer;
            }
        }
        return trace.layers();
    }

    private int rank(int sample, int layer) {
        return ranks[sample * (trace.layers() - 1) + layer - 1];
    }

    private void read(int sample, Signal signal, double[] thresholds) {
        for (int layer = 1; layer <= trace.layers(); layer++) {
            LayerEvidence evidence = trace.evidence(sample, layer);
            if (evidence.prediction() instanceof ClassDistribution distribution) {
                answers[sample * trace.layers() + layer - 1] = distribution.argmax();
            }
            if (layer < trace.layers()) {
                double value = trace.executed(sample, layer) ? signal.value(evidence) : Double.NaN;
                ranks[sample * (trace.layers() - 1) + layer - 1] = rankOf(value, thresholds);
            }
        }
    }

    /** How many thresholds are at or below a value; for NaN, which never stops, the rank that says so. */
    private int rankOf(double value, double[] thresholds) {
        if (Double.isNaN(value)) {
            return lowMeansStop ? thresholds.length : 0;
        }
        int low = 0;
        int high = thresholds.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (thresholds[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int classes() {
        return trace.kind().outputs();
    }

    private Confusion confusion(List<Integer> cells) {
        Confusion confusion = new Confusion(classes());
        for (int cell = 0; cell < cells.size(); cell++) {
            confusion.add(cell / classes(), cell % classes(), cells.get(cell));
        }
        return confusion;
    }

    private static int[] inverse(int[] order) {
        int[] places = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            places[order[place]] = place;
        }
        return places;
    }
}
