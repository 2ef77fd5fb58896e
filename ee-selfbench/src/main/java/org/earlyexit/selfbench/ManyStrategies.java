package org.earlyexit.selfbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.exit.LayerEvent;
import org.earlyexit.exit.RunLengthExit;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.metric.Labels;
import org.earlyexit.metric.Metric;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.Replay;
import org.earlyexit.trace.TraceHeader;
import org.earlyexit.trace.TraceWriter;

/** One full pass and the curves of ten strategies, beside one full pass and the curve of one. */
final class ManyStrategies implements Goal {

    private static final int BATCH = 32;
    private static final int THRESHOLDS = 300;

    @Override
    public String id() {
        return "P8";
    }

    @Override
    public String title() {
        return "ten strategies on one trained cell beside one, 12x128, lengths of SST-2's dev set";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        List<TokenSequence> samples = Workshop.samples(LengthBuckets.lengths());
        Labels gold = Labels.classes(new int[samples.size()]);
        List<List<ExitStrategy>> ten = strategies();
        try (EarlyExitModel model = workshop.model(EncoderShape.MINI)) {
            Executor executor = new Executor(model, workshop.manager());
            Timing timing = workshop.timing()
                    .compare(
                            () -> passAndReplay(executor, model, samples, gold, ten),
                            () -> passAndReplay(executor, model, samples, gold, ten.subList(0, 1)),
                            BATCH,
                            samples.size(),
                            1);
            return List.of(Figure.of(id(), "time beside one", timing.speedup(), "times", Target.atMost(1.1), timing));
        }
    }

    private static List<List<ExitStrategy>> strategies() {
        Stream<List<ExitStrategy>> thresholds = Stream.of(
                        Signals.entropy(), Signals.normalizedEntropy(), Signals.maxProbability(), Signals.margin())
                .map(signal -> IntStream.rangeClosed(1, THRESHOLDS)
                        .mapToObj(i -> (ExitStrategy) new ThresholdExit(signal, (double) i / THRESHOLDS))
                        .toList());
        Stream<List<ExitStrategy>> patience = IntStream.rangeClosed(1, 6)
                .mapToObj(length -> List.of(new RunLengthExit(LayerEvent.sameClass(), length)));
        return Stream.concat(thresholds, patience).toList();
    }

    private static void passAndReplay(
            Executor executor,
            EarlyExitModel model,
            List<TokenSequence> samples,
            Labels gold,
            List<List<ExitStrategy>> strategies) {
        TraceHeader header = new TraceHeader(
                model.kind(),
                EncoderShape.LAYERS,
                List.of(),
                IntStream.range(0, samples.size()).mapToObj(Integer::toString).toList(),
                samples.stream().map(TokenSequence::length).toList(),
                Map.of());
        try {
            Path file = Files.createTempFile("strategies", ".trace");
            try (TraceWriter writer = TraceWriter.create(file, header)) {
                executor.trace(samples, BATCH, writer);
            }
            try (LayerTrace trace = LayerTrace.open(file)) {
                strategies.forEach(curve -> new Replay(trace).sweep(curve).points(Metric.ACCURACY, gold));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
