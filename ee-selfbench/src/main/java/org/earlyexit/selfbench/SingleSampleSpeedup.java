package org.earlyexit.selfbench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;

/**
 * How near early exits of single samples come to what the parts cost when run by themselves. With {@code c_e, c_l, c_h}
 * the times of the embeddings, a layer and a classifier, measured in a bare loop, and {@code e_i} the exit of sample
 * {@code i},
 *
 * <pre>{@code bound = N (c_e + L c_l + c_h) / sum_i (c_e + e_i c_l + e_i c_h),   share = realised / bound}</pre>
 */
final class SingleSampleSpeedup implements Goal {

    private static final int SAMPLES = 24;

    @Override
    public String id() {
        return "P1";
    }

    @Override
    public String title() {
        return "realised over bound speed-up at batch 1, BERT-base, exits at half depth";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        List<Figure> figures = new ArrayList<>();
        try (EarlyExitModel model = workshop.model(EncoderShape.BASE)) {
            figures.add(measure(workshop, model, 128, Target.atLeast(0.97)));
            figures.add(measure(workshop, model, 32, Target.atLeast(0.95)));
        }
        return figures;
    }

    private Figure measure(Workshop workshop, EarlyExitModel model, int tokens, Target target) {
        List<TokenSequence> samples = Workshop.samples(SAMPLES, tokens);
        int[] exits = Workshop.exits(SAMPLES);
        Executor executor = new Executor(model, workshop.manager());
        double bound = bound(workshop, model, samples.get(0), exits);
        Timing timing = workshop.timing()
                .compare(
                        () -> executor.run(samples, ExitStrategy.NEVER, 1),
                        () -> executor.run(samples, new DrawnExits(exits), 1),
                        1,
                        SAMPLES,
                        bound);
        return Figure.of(
                id(),
                "realised / bound, 1x%d".formatted(tokens),
                timing.realisedOverTheoretical(),
                "share",
                target,
                timing);
    }

    private static double bound(Workshop workshop, EarlyExitModel model, TokenSequence sample, int... exits) {
        BareLoop loop = new BareLoop(model, workshop.manager());
        TokenBatch batch = new TokenBatch(List.of(sample));
        int depth = EncoderShape.LAYERS;
        double embeddings = workshop.seconds(() -> loop.run(batch, 0, 0));
        double layers = workshop.seconds(() -> loop.run(batch, depth, 0));
        double answered = workshop.seconds(() -> loop.run(batch, depth, depth));
        double layer = (layers - embeddings) / depth;
        double classifier = (answered - layers) / depth;
        double full = exits.length * (embeddings + depth * layer + classifier);
        double early = IntStream.of(exits)
                .mapToDouble(exit -> embeddings + exit * (layer + classifier))
                .sum();
        return full / early;
    }
}
