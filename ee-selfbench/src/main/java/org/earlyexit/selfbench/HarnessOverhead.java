package org.earlyexit.selfbench;

import java.util.ArrayList;
import java.util.List;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitStrategy;

/**
 * What the executor adds to the engine's own work: the same layers and classifiers by a bare loop and by the executor,
 * whose strategy is asked everywhere and never leaves; {@code overhead = 1 - bare / executor}.
 */
final class HarnessOverhead implements Goal {

    private static final ExitStrategy ASKED_AND_STAYING = () -> evidence -> ExitDecision.PROCEED;
    private static final int TOKENS = 32;

    @Override
    public String id() {
        return "P9";
    }

    @Override
    public String title() {
        return "time outside the engine, BERT-base, length 32";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        List<Figure> figures = new ArrayList<>();
        try (EarlyExitModel model = workshop.model(EncoderShape.BASE)) {
            figures.add(measure(workshop, model, 32, 1, Target.atMost(0.02)));
            figures.add(measure(workshop, model, 1, 16, Target.atMost(0.05)));
        }
        return figures;
    }

    private Figure measure(Workshop workshop, EarlyExitModel model, int batchSize, int batches, Target target) {
        List<TokenSequence> samples = Workshop.samples(batchSize * batches, TOKENS);
        BareLoop loop = new BareLoop(model, workshop.manager());
        Executor executor = new Executor(model, workshop.manager());
        Timing timing = workshop.timing()
                .compare(
                        () -> executor.run(samples, ASKED_AND_STAYING, batchSize),
                        () -> {
                            for (int from = 0; from < samples.size(); from += batchSize) {
                                TokenBatch batch = new TokenBatch(samples.subList(from, from + batchSize));
                                loop.run(batch, EncoderShape.LAYERS, EncoderShape.LAYERS);
                            }
                        },
                        batchSize,
                        samples.size(),
                        1);
        return Figure.of(
                id(), "overhead at batch %d".formatted(batchSize), 1 - 1 / timing.speedup(), "share", target, timing);
    }
}
