package org.earlyexit.report.evidence;

import java.util.List;
import java.util.Optional;
import org.earlyexit.bench.stats.CalibrationError;
import org.earlyexit.bench.stats.Interval;
import org.earlyexit.bench.stats.MatchedSpeedup;

/**
 * What the samples say of one row on one task, over its seeds.
 *
 * @param label the row
 * @param score the interval of its score at the point that tables show, when samples are drawn again
 * @param matched how fast its curve is within 0, 1 and 2 % of the full model's score; empty if it has no curve
 * @param byLength where samples left, by length, shortest quarter first; empty if lengths are not known
 * @param byLabel where samples left, by gold label
 * @param byMemorized where samples left, by memorized layer; empty if that is not known
 * @param atExit how well the probability of the answers at their exits is calibrated; empty where answers are numbers
 * @param layers what every layer knew; empty if there is no layer trace
 */
public record MethodEvidence(
        String label,
        Interval score,
        List<MatchedSpeedup.Result> matched,
        List<ExitGroup> byLength,
        List<ExitGroup> byLabel,
        List<ExitGroup> byMemorized,
        Optional<CalibrationError> atExit,
        Optional<LayerKnowledge> layers) {

    public MethodEvidence {
        matched = List.copyOf(matched);
        byLength = List.copyOf(byLength);
        byLabel = List.copyOf(byLabel);
        byMemorized = List.copyOf(byMemorized);
    }
}
