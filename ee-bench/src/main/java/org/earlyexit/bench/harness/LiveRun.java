package org.earlyexit.bench.harness;

import java.util.List;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.execute.CascadedBackbone;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.Prediction;
import org.earlyexit.spi.RegressionValue;
import org.jspecify.annotations.Nullable;

/** Runs a strategy for real: proves that the replay was right, and reads the clock. */
final class LiveRun {

    private static final double CLOSE = 1e-3;
    private static final double MOST_DISAGREEMENT = 0.02; // ties broken by the last bits of another batch's sums

    private final Executor executor;
    private final Executor full;
    private final List<TokenSequence> samples;
    private final Suite.Measure measure;
    private final int layers;

    LiveRun(EarlyExitModel model, EngineRoom room, List<TokenSequence> report, Suite.Measure measure) {
        this.executor = new Executor(model, room.manager());
        this.full = new Executor(FullDepth.of(model, room), room.manager());
        this.samples = report.subList(0, Math.min(measure.timingSamples(), report.size()));
        this.measure = measure;
        this.layers = CascadedBackbone.plain(model.backbone()).spec().layers();
    }

    /**
     * Times a strategy against the full model on the same executor and samples; null where the suite asks for no
     * timing.
     *
     * @param replayed what the replay said
     * @throws IllegalStateException if the live run leaves elsewhere than the replay said
     */
    @Nullable
    Timing time(ExitStrategy strategy, Outcomes replayed) {
        if (samples.isEmpty()) {
            return null;
        }
        Outcomes live = executor.run(samples, strategy, measure.batchSize());
        requireAgreement(live, replayed);
        double layersRun = 0;
        double layersOfFull = 0;
        for (int i = 0; i < samples.size(); i++) {
            layersRun += live.executedLayers(i);
            layersOfFull += layers;
        }
        return new PairedTiming(System::nanoTime, new MachineWatch(), measure.timingRepeats())
                .compare(
                        () -> full.run(samples, ExitStrategy.NEVER, measure.batchSize()),
                        () -> executor.run(samples, strategy, measure.batchSize()),
                        measure.batchSize(),
                        samples.size(),
                        layersOfFull / layersRun);
    }

    private void requireAgreement(Outcomes live, Outcomes replayed) {
        int differing = 0;
        for (int i = 0; i < live.samples(); i++) {
            boolean same = live.exitLayer(i) == replayed.exitLayer(i) && agree(live.answer(i), replayed.answer(i));
            differing += same ? 0 : 1;
        }
        if (differing > 1 + MOST_DISAGREEMENT * live.samples()) {
            throw new IllegalStateException(
                    "live execution must leave where the replay does and with its answer, did not for %d of %d samples"
                            .formatted(differing, live.samples()));
        }
    }

    private static boolean agree(Prediction one, Prediction other) {
        if (one instanceof RegressionValue number && other instanceof RegressionValue same) {
            return Math.abs(number.value() - same.value()) < CLOSE;
        }
        return one instanceof ClassDistribution some
                && other instanceof ClassDistribution others
                && some.argmax() == others.argmax();
    }
}
