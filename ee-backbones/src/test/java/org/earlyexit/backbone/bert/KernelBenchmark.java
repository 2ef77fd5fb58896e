package org.earlyexit.backbone.bert;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;

/**
 * Times the kernels at the shapes of ee-mini and BERT-base: median CPU milliseconds of one thread per sentence in
 * inference, and per step of 32 sentences of 64 tokens (forward and backward, no update) in training. Run by hand with
 * {@code -Dai.djl.pytorch.num_threads=1}; pass {@code base} for the large shape.
 */
public final class KernelBenchmark {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final Dropouts TENTH = new Dropouts(0.1, 0.1, 0.1, 0.1);

    private KernelBenchmark() {}

    /** Prints one line a case. */
    public static void main(String[] arguments) {
        boolean base = List.of(arguments).contains("base");
        BackboneSpec spec = base
                ? new BackboneSpec("bert", 12, 768, 12, 3072, 30522, 512)
                : new BackboneSpec("bert", 12, 128, 2, 512, 8192, 128);
        EncoderConfig config = new EncoderConfig(Layout.BERT, spec, spec.hidden(), 2, 0, Activation.GELU, 1e-12, TENTH);
        try (NDManager manager = NDManager.newBaseManager();
                BertBackbone backbone = BertBackbone.create(config, manager, TensorSource.random(1, 0.02))) {
            for (KernelsUnderTest kernel : KernelsUnderTest.values()) {
                BertBackbone measured = backbone.with(kernel);
                print(kernel, "inference 1x128, ms per sentence", inference(measured, manager, batch(1, 128)));
                print(kernel, "inference 32x64, ms per sentence", inference(measured, manager, batch(32, 64)) / 32);
                if (!base) {
                    print(kernel, "training 32x64, ms per step", training(measured, manager, batch(32, 64)));
                }
            }
        }
    }

    private static double inference(BertBackbone backbone, NDManager manager, TokenBatch batch) {
        return median(() -> {
            try (NDManager scratch = manager.newSubManager()) {
                last(backbone, scratch, batch, Phase.INFERENCE).hidden().getFloat(0, 0, 0);
            }
        });
    }

    private static double training(BertBackbone backbone, NDManager manager, TokenBatch batch) {
        return median(() -> {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                    NDManager scratch = manager.newSubManager()) {
                NDArray states = last(backbone, scratch, batch, Phase.TRAINING).hidden();
                collector.backward(states.get(":, 0").pow(2).sum());
            }
        });
    }

    private static LayerState last(BertBackbone backbone, NDManager scratch, TokenBatch batch, Phase phase) {
        LayerState state = backbone.embed(batch, scratch, phase);
        for (int layer = 1; layer <= backbone.spec().layers(); layer++) {
            state = backbone.run(layer, state, LayerAction.RUN_ALL);
        }
        return state;
    }

    private static TokenBatch batch(int rows, int tokens) {
        int[] ids = new int[tokens];
        Arrays.setAll(ids, i -> 5 + 37 * i % 8000);
        return new TokenBatch(IntStream.range(0, rows)
                .mapToObj(row -> new TokenSequence(ids, new int[tokens]))
                .toList());
    }

    private static double median(Runnable work) {
        double[] millis = new double[15];
        IntStream.range(0, 4).forEach(i -> work.run());
        for (int i = 0; i < millis.length; i++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            work.run();
            millis[i] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[millis.length / 2];
    }

    @SuppressWarnings("SystemOut") // a program to run by hand
    private static void print(KernelsUnderTest kernel, String what, double millis) {
        System.out.printf(Locale.ROOT, "%-8s %-34s %8.3f%n", kernel, what, millis);
    }
}
