package org.earlyexit.trace;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerPosition;
import org.earlyexit.spi.Prediction;

/** Applies exit strategies to a trace, as if the model had been run with them. */
public final class Replay {

    private final LayerTrace trace;

    public Replay(LayerTrace trace) {
        this.trace = trace;
    }

    /**
     * What a strategy would have given: each sample is asked for after layers {@code 1..L-1} until it leaves, and
     * leaves at {@code L} with that layer's answer otherwise. It is not asked after a layer that was skipped.
     *
     * @throws IllegalArgumentException if the strategy reads features, which a trace does not hold
     */
    public Outcomes run(ExitStrategy strategy) {
        if (strategy.readsFeatures()) {
            throw new IllegalArgumentException(
                    "a replayed strategy must not read features, which a trace does not hold; run it live");
        }
        List<Prediction> answers = new ArrayList<>(trace.samples());
        int[] exitLayers = new int[trace.samples()];
        for (int sample = 0; sample < exitLayers.length; sample++) {
            ExitSession session = strategy.open();
            int layer = 1;
            ExitDecision decision = ExitDecision.PROCEED;
            while (layer < trace.layers()) {
                if (trace.executed(sample, layer) && strategy.asks(new LayerPosition(layer, trace.layers()))) {
                    decision = session.decide(trace.evidence(sample, layer));
                }
                if (decision instanceof ExitDecision.Exit) {
                    break;
                }
                layer++;
            }
            answers.add(decision instanceof ExitDecision.Exit exit ? exit.answer() : trace.prediction(sample, layer));
            exitLayers[sample] = layer;
        }
        return trace.outcomes(answers::get, exitLayers);
    }

    /**
     * What each of many strategies would have given. If all of them are thresholds on one signal, the signal is worked
     * out once for each sample and layer, and a point costs next to nothing; the results are the same.
     *
     * @param strategies one a point, such as one a value of a knob
     * @throws IllegalArgumentException as {@link #run}, at the latest when the point is asked for
     */
    public Sweep sweep(List<? extends ExitStrategy> strategies) {
        return ThresholdSweep.covers(strategies)
                ? new ThresholdSweep(trace, strategies)
                : new PlainSweep(this, trace.layers(), strategies);
    }
}
