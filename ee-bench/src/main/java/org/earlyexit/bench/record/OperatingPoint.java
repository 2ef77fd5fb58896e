package org.earlyexit.bench.record;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method at one setting of its knobs, measured on the scored split.
 *
 * @param name {@code full}, {@code cost-25}, {@code cost-50}, {@code cost-75}, {@code default}, {@code layer-6}, …
 * @param knobs the knobs and their values, none for a method that has none
 * @param chosenOn {@code calibration} where the values were searched for there, {@code fixed} where they were given
 * @param calibrationCost the share of the full cost reached on the calibration part, or null where nothing was chosen
 * @param calibrationScore the main metric there, or null where nothing was chosen or the metric is undefined
 * @param results by metric id
 * @param costs by counting
 * @param exitHistogram how many samples left at each layer; the first number is layer 1
 * @param executedHistogram how many samples ran each layer; the first number is layer 1
 * @param timing by the clock, or null where it was not measured
 * @param byHardness by known hardness, empty where it is not known
 * @param hardnessCorrelation Spearman's correlation of exit layer and known hardness, or null where it is not known
 * @param degenerate what is odd about the answers, such as that only one class was predicted; empty if nothing
 * @param skipping what gates did, or null for a method that runs every layer up to the exit
 */
public record OperatingPoint(
        String name,
        Map<String, Double> knobs,
        String chosenOn,
        @Nullable Double calibrationCost,
        @Nullable Double calibrationScore,
        Map<String, Measured> results,
        Costs costs,
        List<Integer> exitHistogram,
        List<Integer> executedHistogram,
        @Nullable Timing timing,
        List<HardnessRow> byHardness,
        @Nullable Measured hardnessCorrelation,
        String degenerate,
        @Nullable Skipping skipping) {

    public OperatingPoint {
        Checks.filled("point.name", name);
        knobs = Collections.unmodifiableMap(Checks.sorted("point.knobs", knobs));
        knobs.forEach((knob, value) -> Checks.finite("point.knobs." + knob, value));
        if (!"calibration".equals(chosenOn) && !"fixed".equals(chosenOn)) {
            throw new IllegalArgumentException(
                    "point.chosenOn must be 'calibration' or 'fixed', was '%s'".formatted(chosenOn));
        }
        Checks.finite("point.calibrationCost", calibrationCost);
        Checks.finite("point.calibrationScore", calibrationScore);
        results = Collections.unmodifiableMap(Checks.sorted("point.results", results));
        Checks.present("point.costs", costs);
        exitHistogram = List.copyOf(Checks.present("point.exitHistogram", exitHistogram));
        executedHistogram = List.copyOf(Checks.present("point.executedHistogram", executedHistogram));
        byHardness = List.copyOf(Checks.present("point.byHardness", byHardness));
        Checks.text("point.degenerate", degenerate);
    }

    /** A point of a method that runs every layer up to the exit. */
    public OperatingPoint(
            String name,
            Map<String, Double> knobs,
            String chosenOn,
            @Nullable Double calibrationCost,
            @Nullable Double calibrationScore,
            Map<String, Measured> results,
            Costs costs,
            List<Integer> exitHistogram,
            List<Integer> executedHistogram,
            @Nullable Timing timing,
            List<HardnessRow> byHardness,
            @Nullable Measured hardnessCorrelation,
            String degenerate) {
        this(
                name,
                knobs,
                chosenOn,
                calibrationCost,
                calibrationScore,
                results,
                costs,
                exitHistogram,
                executedHistogram,
                timing,
                byHardness,
                hardnessCorrelation,
                degenerate,
                null);
    }

    /** Whether exits are measured alone here although the method's gates could skip layers. */
    public boolean gatesIdle() {
        return skipping != null && skipping.idle();
    }

    /** The result by a metric, if it was measured. */
    public Optional<Measured> result(String metric) {
        return Optional.ofNullable(results.get(metric));
    }
}
