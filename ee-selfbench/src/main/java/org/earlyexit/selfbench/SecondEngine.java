package org.earlyexit.selfbench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.bench.harness.EngineName;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.EnvironmentException;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;

/** The same model on MXNet: what it says, where samples leave, and how long it takes. */
final class SecondEngine implements Goal {

    private static final int SAMPLES = 16;
    private static final int TOKENS = 128;

    @Override
    public String id() {
        return "P12";
    }

    @Override
    public String title() {
        return "MXNet beside PyTorch, BERT-base, 1x128";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        List<TokenSequence> samples = Workshop.samples(SAMPLES, TOKENS);
        try (EngineRoom room = new EngineRoom(EngineName.MXNET, "cpu");
                EarlyExitModel torch = workshop.model(EncoderShape.BASE);
                EarlyExitModel mxnet = Workshop.model(EncoderShape.BASE, 0, room.manager())) {
            Executor first = new Executor(torch, workshop.manager());
            Executor second = new Executor(mxnet, room.manager());
            return figures(workshop, first, second, samples);
        } catch (EnvironmentException e) {
            return List.of(new Figure(id(), "MXNet", Double.NaN, "", Target.atMost(0), String.valueOf(e.getMessage())));
        }
    }

    private List<Figure> figures(Workshop workshop, Executor torch, Executor mxnet, List<TokenSequence> samples) {
        float[] expected = logits(torch, samples);
        float[] actual = logits(mxnet, samples);
        double apart = IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i] - actual[i]))
                .max()
                .orElseThrow();
        ExitStrategy strategy = new ThresholdExit(Signals.maxProbability(), medianOfTheMiddleLayer(expected));
        Outcomes torchs = torch.run(samples, strategy, 1);
        Outcomes mxnets = mxnet.run(samples, strategy, 1);
        double same = IntStream.range(0, SAMPLES)
                        .filter(sample -> torchs.exitLayer(sample) == mxnets.exitLayer(sample))
                        .count()
                / (double) SAMPLES;
        Timing timing = workshop.timing()
                .compare(
                        () -> mxnet.run(samples, ExitStrategy.NEVER, 1),
                        () -> torch.run(samples, ExitStrategy.NEVER, 1),
                        1,
                        SAMPLES,
                        1);
        List<Figure> figures = new ArrayList<>();
        String rows = SAMPLES + " rows";
        figures.add(new Figure(id(), "logits apart, all layers", apart, "", Target.atMost(1e-4), rows));
        figures.add(new Figure(id(), "rows with the same exit", same, "share", Target.atLeast(0.999), rows));
        figures.add(Figure.of(
                id(), "time beside PyTorch's fastest layers", timing.speedup(), "times", Target.atMost(1.5), timing));
        return figures;
    }

    /** Of all samples and layers, (N, L, 2). */
    private static float[] logits(Executor executor, List<TokenSequence> samples) {
        float[] all = new float[SAMPLES * EncoderShape.LAYERS * 2];
        executor.trace(samples, 1, (layer, numbers, logits, scores) -> {
            for (int row = 0; row < numbers.length; row++) {
                System.arraycopy(logits, 2 * row, all, 2 * (numbers[row] * EncoderShape.LAYERS + layer - 1), 2);
            }
        });
        return all;
    }

    private static double medianOfTheMiddleLayer(float... logits) {
        double[] surest = IntStream.range(0, SAMPLES)
                .map(sample -> 2 * (sample * EncoderShape.LAYERS + EncoderShape.LAYERS / 2 - 1))
                .mapToDouble(at -> 1 / (1 + Math.exp(-Math.abs(logits[at] - logits[at + 1]))))
                .sorted()
                .toArray();
        return (surest[SAMPLES / 2 - 1] + surest[SAMPLES / 2]) / 2;
    }
}
