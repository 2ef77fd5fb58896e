package org.earlyexit.selfbench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;

/**
 * What batches that shrink as samples leave save in time, {@code theoretical = N L / layers run}, how much faster they
 * are than single samples, and whether they answer the same.
 */
final class BatchSpeedup implements Goal {

    private static final int BATCH = 32;
    private static final int SAMPLES = 2 * BATCH;

    @Override
    public String id() {
        return "P2";
    }

    @Override
    public String title() {
        return "realised over theoretical speed-up at batch 32 with compaction, BERT-base, exits at half depth";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        List<Figure> figures = new ArrayList<>();
        try (EarlyExitModel model = workshop.model(EncoderShape.BASE)) {
            Executor executor = new Executor(model, workshop.manager());
            figures.add(saved(workshop, executor, 32));
            figures.add(saved(workshop, executor, 128));
            figures.add(throughput(workshop, executor));
            figures.add(agreement(executor));
        }
        return figures;
    }

    private Figure saved(Workshop workshop, Executor executor, int tokens) {
        List<TokenSequence> samples = Workshop.samples(SAMPLES, tokens);
        int[] exits = Workshop.exits(SAMPLES);
        double theoretical =
                (double) SAMPLES * EncoderShape.LAYERS / IntStream.of(exits).sum();
        Timing timing = workshop.timing()
                .compare(
                        () -> executor.run(samples, ExitStrategy.NEVER, BATCH),
                        () -> executor.run(samples, new DrawnExits(exits), BATCH),
                        BATCH,
                        SAMPLES,
                        theoretical);
        return Figure.of(
                id(),
                "realised / theoretical, 32x%d".formatted(tokens),
                timing.realisedOverTheoretical(),
                "share",
                Target.atLeast(0.92),
                timing);
    }

    private Figure throughput(Workshop workshop, Executor executor) {
        List<TokenSequence> samples = Workshop.samples(SAMPLES, 32);
        int[] exits = Workshop.exits(SAMPLES);
        Timing timing = workshop.timing()
                .compare(
                        () -> executor.run(samples, new DrawnExits(exits), 1),
                        () -> executor.run(samples, new DrawnExits(exits), BATCH),
                        BATCH,
                        SAMPLES,
                        1);
        return Figure.of(
                id(),
                "throughput of batch 32 beside batch 1, length 32",
                timing.speedup(),
                "times",
                Target.atLeast(1.5),
                timing);
    }

    /** A threshold in the midst of what layer 6 says makes exits as touchy as they can be. */
    private Figure agreement(Executor executor) {
        List<TokenSequence> samples = Workshop.samples(SAMPLES, 32);
        List<Double> surest = new ArrayList<>();
        executor.trace(samples, BATCH, (layer, numbers, logits, scores) -> {
            if (layer == EncoderShape.LAYERS / 2) {
                for (int row = 0; row < numbers.length; row++) {
                    surest.add(ClassDistribution.ofLogits(logits[2 * row], logits[2 * row + 1])
                            .maxProbability());
                }
            }
        });
        double median = surest.stream().sorted().toList().get(SAMPLES / 2);
        ExitStrategy strategy = new ThresholdExit(Signals.maxProbability(), median);
        Outcomes single = executor.run(samples, strategy, 1);
        Outcomes batched = executor.run(samples, strategy, BATCH);
        long same = IntStream.range(0, SAMPLES)
                .filter(sample -> agree(single, batched, sample))
                .count();
        return new Figure(
                id(),
                "rows that leave alike at batch 1 and 32",
                (double) same / SAMPLES,
                "share",
                Target.atLeast(0.999),
                "%d rows, mean exit layer %.1f".formatted(SAMPLES, batched.meanExitLayer()));
    }

    private static boolean agree(Outcomes single, Outcomes batched, int sample) {
        ClassDistribution one = (ClassDistribution) single.answer(sample);
        ClassDistribution other = (ClassDistribution) batched.answer(sample);
        return single.exitLayer(sample) == batched.exitLayer(sample) && one.argmax() == other.argmax();
    }
}
