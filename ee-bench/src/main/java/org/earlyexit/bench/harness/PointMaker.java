package org.earlyexit.bench.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.Costs;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.cost.CostModel;
import org.earlyexit.cost.CostSummary;
import org.earlyexit.execute.Outcomes;
import org.jspecify.annotations.Nullable;

/** Turns the outcomes of the report part into an operating point. */
final class PointMaker {

    private final Scoring scoring;
    private final CostModel costs;
    private final int[] tokens;
    private final int layers;

    /**
     * @param scoring of the report part
     * @param costs of the model
     * @param tokens of each sample of the report part
     * @param layers of the backbone, {@code L}
     */
    PointMaker(Scoring scoring, CostModel costs, int[] tokens, int layers) {
        this.scoring = scoring;
        this.costs = costs;
        this.tokens = tokens.clone();
        this.layers = layers;
    }

    /** A point whose settings were given. */
    OperatingPoint fixed(String name, Map<String, Double> knobs, Outcomes outcomes, @Nullable Timing timing) {
        return point(name, knobs, "fixed", null, null, outcomes, timing);
    }

    /** A point whose knob was chosen on the calibration part. */
    OperatingPoint chosen(String name, String knob, CostTargets.Tried on, Outcomes outcomes, @Nullable Timing timing) {
        return point(name, Map.of(knob, on.knob()), "calibration", on.cost(), on.score(), outcomes, timing);
    }

    CostSummary costs(Outcomes outcomes) {
        return costs.summary(outcomes, tokens);
    }

    Scoring scoring() {
        return scoring;
    }

    private OperatingPoint point(
            String name,
            Map<String, Double> knobs,
            String chosenOn,
            @Nullable Double calibrationCost,
            @Nullable Double calibrationScore,
            Outcomes outcomes,
            @Nullable Timing timing) {
        CostSummary summary = costs(outcomes);
        return new OperatingPoint(
                name,
                knobs,
                chosenOn,
                calibrationCost,
                calibrationScore,
                scoring.all(outcomes::answer),
                new Costs(
                        summary.meanExitLayer(),
                        summary.speedupByLayers(),
                        summary.savedLayerFraction(),
                        summary.meanMacs(),
                        summary.speedupByMacs(),
                        summary.meanThopMacs(),
                        summary.speedupByThopMacs()),
                Arrays.stream(outcomes.exitHistogram(layers)).boxed().toList(),
                executedHistogram(outcomes),
                timing,
                scoring.byHardness(outcomes),
                scoring.degenerate(outcomes::answer));
    }

    private List<Integer> executedHistogram(Outcomes outcomes) {
        return IntStream.rangeClosed(1, layers)
                .mapToObj(layer -> (int) IntStream.range(0, outcomes.samples())
                        .filter(i -> outcomes.executed(i, layer))
                        .count())
                .toList();
    }
}
