package org.earlyexit.bench.harness;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.GateRow;
import org.earlyexit.bench.record.Skipping;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.trace.LayerTrace;

/**
 * What gates do to the report part at one of their settings.
 *
 * @param setting as records say it
 * @param idle whether every layer runs by design
 * @param trace of the report part at this setting
 */
record Gating(Map<String, Double> setting, boolean idle, LayerTrace trace) {

    private static final double LOW = 0.1;
    private static final double HALF = 0.5;
    private static final double HIGH = 0.9;

    /**
     * What they did where samples left so.
     *
     * @param layers of the backbone, {@code L}
     */
    Skipping under(ExitStrategy strategy, Outcomes outcomes, int layers) {
        int[] skipped = new int[layers];
        int[] executed = new int[layers];
        for (int sample = 0; sample < outcomes.samples(); sample++) {
            int exit = outcomes.exitLayer(sample);
            executed[exit - 1] += outcomes.executedLayers(sample);
            for (int layer = 1; layer <= exit; layer++) {
                skipped[layer - 1] += outcomes.executed(sample, layer) ? 0 : 1;
            }
        }
        return new Skipping(
                setting,
                idle,
                strategy == ExitStrategy.NEVER ? Skipping.RUN : Skipping.REPLAYED,
                boxed(skipped),
                boxed(executed),
                gates());
    }

    /** What is odd about the gates: all of them open, or all closed, for every sample; empty if nothing. */
    String collapse() {
        DoubleSummaryStatistics shares = IntStream.range(0, trace.samples())
                .boxed()
                .flatMapToDouble(sample ->
                        IntStream.rangeClosed(1, trace.layers()).mapToDouble(layer -> trace.share(sample, layer)))
                .summaryStatistics();
        if (idle || (shares.getMin() < 1 && shares.getMax() > 0)) {
            return "";
        }
        return shares.getMin() == 1
                ? "the gates skip no layer of any sample"
                : "the gates skip every layer of every sample";
    }

    private List<GateRow> gates() {
        return trace.header().scoreNames().contains(EarlyExitModel.GATE)
                ? IntStream.rangeClosed(1, trace.layers()).mapToObj(this::gate).toList()
                : List.of();
    }

    private GateRow gate(int layer) {
        double[] said = IntStream.range(0, trace.samples())
                .mapToDouble(sample -> trace.score(EarlyExitModel.GATE, sample, layer))
                .sorted()
                .toArray();
        double mean = Arrays.stream(said).average().orElseThrow();
        return new GateRow(layer, said.length, mean, at(LOW, said), at(HALF, said), at(HIGH, said));
    }

    private static double at(double share, double... sorted) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static List<Integer> boxed(int... counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
