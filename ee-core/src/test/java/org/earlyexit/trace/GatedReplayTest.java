package org.earlyexit.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.LayerEvent;
import org.earlyexit.exit.RunLengthExit;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace of a gated model at one setting of its gates: strategies are replayed over it as they would run. */
class GatedReplayTest {

    private static final int BATCH = 8;

    private final NDManager manager = NDManager.newBaseManager();
    private final List<TokenSequence> samples = Toy.samples(40, 3);
    private EarlyExitModel model;
    private LayerTrace trace;

    @BeforeEach
    void record(@TempDir Path folder) {
        model = Toy.model(manager, 0, new ToyGate());
        TraceHeader header = new TraceHeader(
                Toy.TWO_CLASSES,
                Toy.LAYERS,
                model.tracedNames(),
                IntStream.range(0, samples.size()).mapToObj(String::valueOf).toList(),
                samples.stream().map(TokenSequence::length).toList(),
                Map.of());
        Path file = folder.resolve("gated.trace");
        try (TraceWriter writer = TraceWriter.create(file, header)) {
            new Executor(model, manager).trace(samples, BATCH, writer);
        }
        trace = LayerTrace.open(file);
    }

    @AfterEach
    void free() {
        trace.close();
        model.close();
        manager.close();
    }

    @Test
    void itSaysWhichLayersRan() {
        Outcomes live = live(ExitStrategy.NEVER);
        long skipped = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            for (int layer = 1; layer <= Toy.LAYERS; layer++) {
                assertThat(trace.executed(sample, layer)).isEqualTo(live.executed(sample, layer));
                skipped += trace.executed(sample, layer) ? 0 : 1;
            }
        }

        assertThat(skipped).isBetween(20L, 140L); // of 160
        assertThat(trace.header().scoreNames())
                .containsExactly("exit", "exit-layer", "gate", "gate-layer", EarlyExitModel.EXECUTED);
        assertThat(trace.score("gate-layer", 5, 3)).isEqualTo(3);
        assertThatThrownBy(() -> trace.score("halt", 0, 1))
                .hasMessageStartingWith("No score is called 'halt' in this trace; there are: [exit,");
    }

    @Test
    void replayedThresholdsAgreeWithLiveOnes() {
        List<ThresholdExit> strategies = DoubleStream.of(0, 0.3, 0.5, 0.6, 0.65, 0.69, 1)
                .mapToObj(threshold -> new ThresholdExit(Signals.entropy(), threshold))
                .toList();
        Sweep sweep = new Replay(trace).sweep(strategies);

        assertThat(sweep).isInstanceOf(ThresholdSweep.class);
        for (int i = 0; i < strategies.size(); i++) {
            Outcomes live = live(strategies.get(i));
            assertAgree(sweep.outcomes(i), live);
            assertAgree(new Replay(trace).run(strategies.get(i)), live);
        }
        assertThat(sweep.outcomes(6).meanExitLayer()).isLessThan(3);
    }

    @Test
    void rulesThatCountLayersAreAskedAfterThoseThatRanAlone() {
        ExitStrategy twice = new RunLengthExit(LayerEvent.sameClass(), 1);

        assertAgree(new Replay(trace).run(twice), live(twice));
    }

    @Test
    void theOracleLeavesAfterLayersThatRan() {
        int[] classes = new int[samples.size()];
        Outcomes oracle = new ReferenceExits(trace).oracle(Labels.classes(classes));

        for (int sample = 0; sample < samples.size(); sample++) {
            int exit = oracle.exitLayer(sample);
            assertThat(exit == Toy.LAYERS || oracle.executed(sample, exit)).isTrue();
        }
    }

    private Outcomes live(ExitStrategy strategy) {
        return new Executor(model, manager).run(samples, strategy, 7);
    }

    private static void assertAgree(Outcomes replayed, Outcomes live) {
        for (int sample = 0; sample < live.samples(); sample++) {
            assertThat(replayed.exitLayer(sample)).isEqualTo(live.exitLayer(sample));
            assertThat(replayed.executedLayers(sample)).isEqualTo(live.executedLayers(sample));
            assertThat(((ClassDistribution) replayed.answer(sample)).argmax())
                    .isEqualTo(((ClassDistribution) live.answer(sample)).argmax());
        }
    }
}
