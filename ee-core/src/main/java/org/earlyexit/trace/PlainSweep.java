package org.earlyexit.trace;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.spi.ExitStrategy;

/** A sweep of any strategies, each replayed by itself. */
final class PlainSweep implements Sweep {

    private final Replay replay;
    private final int layers;
    private final List<ExitStrategy> strategies;

    PlainSweep(Replay replay, int layers, List<? extends ExitStrategy> strategies) {
        this.replay = replay;
        this.layers = layers;
        this.strategies = List.copyOf(strategies);
    }

    @Override
    public int size() {
        return strategies.size();
    }

    @Override
    public Outcomes outcomes(int point) {
        return replay.run(strategies.get(point));
    }

    @Override
    public List<SweepPoint> points(Metric metric, Labels gold) {
        return IntStream.range(0, size())
                .mapToObj(point -> point(point, outcomes(point), layers, metric, gold))
                .toList();
    }

    static SweepPoint point(int index, Outcomes outcomes, int layers, Metric metric, Labels gold) {
        ReferenceExits.requireLabels(gold, outcomes.samples());
        return new SweepPoint(
                index,
                Arrays.stream(outcomes.exitHistogram(layers)).boxed().toList(),
                metric.evaluate(gold, outcomes::answer));
    }
}
