package org.earlyexit.bench.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earlyexit.bench.record.Costs;
import org.earlyexit.bench.record.OperatingPoint;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.cost.CostModel;
import org.earlyexit.cost.CostSummary;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.spi.ExitStrategy;
import org.jspecify.annotations.Nullable;

/** Turns the outcomes of the report part into an operating point. */
final class PointMaker {

    private final Scoring scoring;
    private final CostModel costs;
    private final int[] tokens;
    private final int layers;
    private final Optional<Gating> gating;
    private final SampleTable.Builder samples;

    /**
     * @param scoring of the report part
     * @param costs of the model
     * @param tokens of each sample of the report part
     * @param layers of the backbone, {@code L}
     * @param gating what gates do; empty for a method that runs every layer up to the exit
     * @param samples is told what came of each sample at every point
     */
    PointMaker(
            Scoring scoring,
            CostModel costs,
            int[] tokens,
            int layers,
            Optional<Gating> gating,
            SampleTable.Builder samples) {
        this.scoring = scoring;
        this.costs = costs;
        this.tokens = tokens.clone();
        this.layers = layers;
        this.gating = gating;
        this.samples = samples;
    }

    /**
     * What a strategy did to the report part.
     *
     * @param strategy decides which classifiers had to run
     * @param outcomes by sample
     * @param timing by the clock, where it was read
     */
    record Ran(
            ExitStrategy strategy,
            Outcomes outcomes,
            @Nullable Timing timing) {

        /** Exits that no strategy could have decided on; only the classifier that answered counts. */
        static Ran withoutAsking(Outcomes outcomes) {
            return new Ran(ExitStrategy.NEVER, outcomes, null);
        }
    }

    /**
     * A point that was given and not chosen.
     *
     * @param knobs what it is known by, empty where there is no knob
     */
    OperatingPoint fixed(String name, Map<String, Double> knobs, Ran ran) {
        return point(name, knobs, null, ran);
    }

    /** A point whose knob was chosen on the calibration part. */
    OperatingPoint chosen(String name, String knob, CostTargets.Tried on, Ran ran) {
        return point(name, Map.of(knob, on.knob()), on, ran);
    }

    CostSummary costs(ExitStrategy strategy, Outcomes outcomes) {
        return costs.with(strategy).summary(outcomes, tokens);
    }

    Scoring scoring() {
        return scoring;
    }

    private OperatingPoint point(String name, Map<String, Double> knobs, CostTargets.@Nullable Tried chosen, Ran ran) {
        Outcomes outcomes = ran.outcomes();
        samples.add(name, outcomes);
        return new OperatingPoint(
                name,
                knobs,
                chosen == null ? "fixed" : "calibration",
                chosen == null ? null : (Double) chosen.cost(),
                chosen == null ? null : (Double) chosen.score(),
                scoring.all(outcomes::answer),
                recorded(costs(ran.strategy(), outcomes), speedupByLayers(ran.strategy(), outcomes)),
                Arrays.stream(outcomes.exitHistogram(layers)).boxed().toList(),
                executedHistogram(outcomes),
                ran.timing(),
                scoring.byHardness(outcomes),
                scoring.hardnessCorrelation(outcomes),
                degenerate(outcomes),
                gating.map(gates -> gates.under(ran.strategy(), outcomes, layers))
                        .orElse(null));
    }

    /** By counting layers; where none ran at all, as if one sample had run one. */
    double speedupByLayers(ExitStrategy strategy, Outcomes outcomes) {
        return Math.min(costs(strategy, outcomes).speedupByLayers(), (double) outcomes.samples() * layers);
    }

    private String degenerate(Outcomes outcomes) {
        return Stream.of(
                        scoring.degenerate(outcomes::answer),
                        gating.map(Gating::collapse).orElse(""))
                .filter(odd -> !odd.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static Costs recorded(CostSummary summary, double speedupByLayers) {
        return new Costs(
                summary.meanExitLayer(),
                speedupByLayers,
                summary.savedLayerFraction(),
                summary.meanMacs(),
                summary.speedupByMacs(),
                summary.meanThopMacs(),
                summary.speedupByThopMacs());
    }

    private List<Integer> executedHistogram(Outcomes outcomes) {
        return IntStream.rangeClosed(1, layers)
                .mapToObj(layer -> (int) IntStream.range(0, outcomes.samples())
                        .filter(i -> outcomes.executed(i, layer))
                        .count())
                .toList();
    }
}
