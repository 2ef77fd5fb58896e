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
import org.earlyexit.bench.harness.MachineWatch;
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

    private final Surroundings surroundings;
    private final LongSupplier nanoClock;

    Workshop(Surroundings surroundings, LongSupplier nanoClock) {
        this.surroundings = surroundings;
        this.nanoClock = nanoClock;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    NDManager manager() {
        return surroundings.room().manager();
    }

    PairedTiming timing() {
        return timing(surroundings.pairs());
    }

    /** For work that another process does, which a watch would take for a disturbance. */
    PairedTiming timingAnother() {
        return new PairedTiming(nanoClock, () -> () -> false, surroundings.pairs());
    }

    PairedTiming timing(int pairs) {
        return new PairedTiming(nanoClock, new MachineWatch(), pairs);
    }

    /** The least time of a few runs after one to warm up, in seconds. */
    double seconds(Runnable work) {
        work.run();
        return IntStream.range(0, surroundings.pairs())
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
        return model(shape, 0, manager());
    }

    /**
     * The same on another engine.
     *
     * @param dropout everywhere that BERT drops out in training
     */
    static EarlyExitModel model(EncoderShape shape, double dropout, NDManager manager) {
        BackboneSpec spec = shape.spec();
        Dropouts dropouts = new Dropouts(dropout, dropout, dropout, dropout);
        EncoderConfig config =
                new EncoderConfig(Layout.BERT, spec, spec.hidden(), 2, 0, Activation.GELU, 1e-12, dropouts);
        NDManager heads = manager.newSubManager();
        ModelContext context = new ModelContext(spec, TWO_CLASSES, Optional.empty(), heads, SEED);
        return new EarlyExitModel(
                BertBackbone.create(config, manager, TensorSource.random(SEED, 0.02)),
                spec.layers(),
                new PooledLinear(dropout).build(context),
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
