package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.GateRow;
import org.earlyexit.bench.record.Skipping;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.Replay;
import org.earlyexit.trace.TraceHeader;
import org.earlyexit.trace.TraceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of three layers and ten samples, made by hand: sample {@code i} has the gate {@code i / 10} everywhere. */
class GatingTest {

    private static final int SAMPLES = 10;
    private static final int LAYERS = 3;
    private static final Map<String, Double> SETTING = Map.of("skip-threshold", 0.5);

    @TempDir
    private Path folder;

    @Test
    void itCountsWhatWasSkippedAndRunUpToTheExit() {
        try (LayerTrace trace = trace(5)) {
            Outcomes outcomes = new Replay(trace).run(ExitStrategy.NEVER);

            Skipping skipping = new Gating(SETTING, false, trace).under(ExitStrategy.NEVER, outcomes, LAYERS);

            assertThat(skipping.setting()).isEqualTo(SETTING);
            assertThat(skipping.how()).isEqualTo(Skipping.RUN);
            assertThat(skipping.skippedHistogram()).containsExactly(0, 5, 0);
            assertThat(skipping.executedByExit()).containsExactly(0, 0, 25);
        }
    }

    /**
     * Everybody who ran the second layer, and everybody at the first, is sure enough to leave: all leave at the first.
     */
    @Test
    void exitsAreSaidToBeReplayed() {
        try (LayerTrace trace = trace(5)) {
            ExitStrategy sure = new ThresholdExit(Signals.entropy(), 0.7);
            Outcomes outcomes = new Replay(trace).run(sure);

            Skipping skipping = new Gating(SETTING, false, trace).under(sure, outcomes, LAYERS);

            assertThat(skipping.how()).isEqualTo(Skipping.REPLAYED);
            assertThat(skipping.skippedHistogram()).containsExactly(0, 0, 0);
            assertThat(skipping.executedByExit()).containsExactly(10, 0, 0);
        }
    }

    @Test
    void gatesAreSummedUpLayerByLayer() {
        try (LayerTrace trace = trace(5)) {
            Outcomes outcomes = new Replay(trace).run(ExitStrategy.NEVER);
            List<GateRow> gates = new Gating(SETTING, false, trace)
                    .under(ExitStrategy.NEVER, outcomes, LAYERS)
                    .gates();

            assertThat(gates).extracting(GateRow::layer).containsExactly(1, 2, 3);
            assertThat(gates.get(2).n()).isEqualTo(SAMPLES);
            assertThat((float) gates.get(2).mean()).isEqualTo(0.45f);
            assertThat((float) gates.get(2).low()).isEqualTo(0f);
            assertThat((float) gates.get(2).median()).isEqualTo(0.4f);
            assertThat((float) gates.get(2).high()).isEqualTo(0.8f);
        }
    }

    @Test
    void gatesThatDecideNothingAreCalledSoUnlessTheyAreIdle() {
        try (LayerTrace none = trace(SAMPLES);
                LayerTrace some = trace(5);
                LayerTrace all = trace(-1)) {
            assertThat(new Gating(SETTING, false, none).collapse()).isEqualTo("the gates skip no layer of any sample");
            assertThat(new Gating(SETTING, true, none).collapse()).isEmpty();
            assertThat(new Gating(SETTING, false, some).collapse()).isEmpty();
            assertThat(new Gating(SETTING, false, all).collapse())
                    .isEqualTo("the gates skip every layer of every sample");
        }
    }

    /** Samples from a number on skip the second layer; with -1 all skip everything. */
    private LayerTrace trace(int skipping) {
        Path file = folder.resolve("trace-" + skipping);
        TraceHeader header = new TraceHeader(
                new TaskKind.Classification(2),
                LAYERS,
                List.of(EarlyExitModel.GATE, EarlyExitModel.EXECUTED),
                IntStream.range(0, SAMPLES).mapToObj(String::valueOf).toList(),
                IntStream.range(0, SAMPLES).mapToObj(i -> 4).toList(),
                Map.of());
        try (TraceWriter writer = TraceWriter.create(file, header)) {
            for (int layer = 1; layer <= LAYERS; layer++) {
                for (int sample = 0; sample < SAMPLES; sample++) {
                    boolean skips = skipping < 0 || (layer == 2 && sample >= skipping);
                    float[] scores = {sample / 10f, skips ? 0 : 1};
                    writer.accept(layer, new int[] {sample}, new float[] {1, 0}, scores);
                }
            }
        }
        return LayerTrace.open(file);
    }
}
