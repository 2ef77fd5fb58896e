package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.cost.CostModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.Knob;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.Replay;
import org.earlyexit.trace.Sweep;

/** Tries every value of a knob on the calibration part, where alone values may be chosen. */
final class SweepOnCalibration {

    private SweepOnCalibration() {}

    static List<CostTargets.Tried> run(
            Swept swept, Knob knob, int gridSize, LayerTrace calibration, Scoring scoring, CostModel costs) {
        List<Double> values = KnobGrid.of(knob, gridSize);
        List<ExitStrategy> strategies = swept.strategies(values);
        Sweep sweep = new Replay(calibration).sweep(strategies);
        int[] tokens = tokens(calibration);
        List<CostTargets.Tried> tried = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Outcomes one = sweep.outcomes(i);
            double cost = 1 / costs.with(strategies.get(i)).summary(one, tokens).speedupByMacs();
            tried.add(new CostTargets.Tried(values.get(i), cost, scoring.number(one::answer)));
        }
        return tried;
    }

    /** The tokens of each sample of a trace. */
    static int[] tokens(LayerTrace trace) {
        int[] tokens = new int[trace.samples()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = trace.tokens(i);
        }
        return tokens;
    }
}
