package org.earlyexit.selfbench;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.earlyexit.backbone.bert.Activation;
import org.earlyexit.backbone.bert.BertBackbone;
import org.earlyexit.backbone.bert.Dropouts;
import org.earlyexit.backbone.bert.EncoderConfig;
import org.earlyexit.backbone.bert.Layout;
import org.earlyexit.backbone.bert.TensorSource;
import org.earlyexit.bench.harness.PairedTiming;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.Controller;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.TaskKind;

/** What goals measure with: random models and inputs, made anew from fixed seeds, and the clock. */
final class Workshop {

    private static final TaskKind TWO_CLASSES = new TaskKind.Classification(2);
    private static final long SEED = 1;

    private final NDManager manager;
    private final LongSupplier nanoClock;
    private final int pairs;

    /**
     * A place to measure in.
     *
     * @param manager of the engine that is measured
     * @param pairs how often two pieces of work are compared
     */
    Workshop(NDManager manager, LongSupplier nanoClock, int pairs) {
        this.manager = manager;
        this.nanoClock = nanoClock;
        this.pairs = pairs;
    }

    NDManager manager() {
        return manager;
    }

    PairedTiming timing() {
        return new PairedTiming(nanoClock, pairs);
    }

    /** The least time of a few runs after one to warm up, in seconds. */
    double seconds(Runnable work) {
        work.run();
        return IntStream.range(0, pairs)
                        .mapToLong(i -> {
                            long start = nanoClock.getAsLong();
                            work.run();
                            return nanoClock.getAsLong() - start;
                        })
                        .min()
                        .orElseThrow()
                / 1e9;
    }

    /** A random model with a classifier of two classes after each layer. */
    EarlyExitModel model(EncoderShape shape) {
        return model(shape, manager);
    }

    /** The same on another engine. */
    static EarlyExitModel model(EncoderShape shape, NDManager manager) {
        BackboneSpec spec = shape.spec();
        Dropouts none = new Dropouts(0, 0, 0, 0);
        EncoderConfig config = new EncoderConfig(Layout.BERT, spec, spec.hidden(), 2, 0, Activation.GELU, 1e-12, none);
        NDManager heads = manager.newSubManager();
        ModelContext context = new ModelContext(spec, TWO_CLASSES, Optional.empty(), heads, SEED);
        return new EarlyExitModel(
                BertBackbone.create(config, manager, TensorSource.random(SEED, 0.02)),
                spec.layers(),
                new PooledLinear(0).build(context),
                List.of(),
                Controller.RUN_EVERY_LAYER,
                TWO_CLASSES,
                heads);
    }

    /** Random samples of one length, which the executor leaves in their order. */
    static List<TokenSequence> samples(int count, int tokens) {
        return samples(IntStream.generate(() -> tokens).limit(count).toArray());
    }

    /** Random samples of these lengths. */
    static List<TokenSequence> samples(int... lengths) {
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.of(lengths)
                .mapToObj(tokens -> new TokenSequence(
                        random.ints(tokens, 5, EncoderShape.VOCABULARY).toArray(), new int[tokens]))
                .toList();
    }

    /** Exit layers drawn uniformly from 1 to {@code L - 1}: half depth in the mean. */
    static int[] exits(int count) {
        return new SplittableRandom(SEED).ints(count, 1, EncoderShape.LAYERS).toArray();
    }
}
