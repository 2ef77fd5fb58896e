package org.earlyexit.selfbench;

import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;

/**
 * Batches of similar length beside batches padded to 128, as published code pads, on the lengths of SST-2's dev set.
 */
final class LengthBuckets implements Goal {

    private static final int PADDED = 128;
    private static final int BATCH = 32;
    private static final String LENGTHS = "sst-2-dev-lengths.csv";

    @Override
    public String id() {
        return "P6";
    }

    @Override
    public String title() {
        return "length buckets beside padding to 128, lengths of SST-2's dev set, 12x128";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        int[] lengths = lengths();
        List<TokenSequence> own = Workshop.samples(lengths);
        List<TokenSequence> padded = Workshop.samples(lengths.length, PADDED);
        try (EarlyExitModel model = workshop.model(EncoderShape.MINI)) {
            Executor executor = new Executor(model, workshop.manager());
            Timing timing = workshop.timing()
                    .compare(
                            () -> executor.run(padded, ExitStrategy.NEVER, BATCH),
                            () -> executor.run(own, ExitStrategy.NEVER, BATCH),
                            BATCH,
                            lengths.length,
                            1);
            return List.of(Figure.of(
                    id(), "throughput beside pad-to-128", timing.speedup(), "times", Target.atLeast(3), timing));
        }
    }

    /** The number of tokens of each sample, by BERT's vocabulary, with both special tokens. */
    static int[] lengths() {
        return Resources.text(LENGTHS)
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .flatMapToInt(row ->
                        IntStream.generate(() -> Integer.parseInt(row[0])).limit(Long.parseLong(row[1])))
                .toArray();
    }
}
