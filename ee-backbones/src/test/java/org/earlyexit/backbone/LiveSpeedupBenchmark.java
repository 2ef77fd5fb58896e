package org.earlyexit.backbone;

import ai.djl.ndarray.NDManager;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.earlyexit.backbone.bert.Activation;
import org.earlyexit.backbone.bert.BertBackbone;
import org.earlyexit.backbone.bert.Dropouts;
import org.earlyexit.backbone.bert.EncoderConfig;
import org.earlyexit.backbone.bert.Layout;
import org.earlyexit.backbone.bert.TensorSource;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.Controller;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;

/**
 * How much of the layers that early exits save is saved in time: a random model, whose samples leave after layers drawn
 * uniformly from 1 to {@code L - 1}, half depth in the mean, against the same model run whole. A classifier answers
 * after every layer. Runs come in pairs whose order alternates, and the medians over the pairs are printed, by the
 * clock and by the CPU time of the one thread, which a busy machine disturbs less:
 *
 * <pre>{@code theoretical = N L / layers run,   realised = time of the full model / time with exits,
 * share = realised / theoretical, which must be at least 0.85}</pre>
 *
 * <p>Run by hand from the root of the repository. The arguments are {@code base} (12 layers of 768, 128 tokens) or
 * {@code mini} (12 of 128, 64 tokens), the number of samples, and the number of pairs:
 *
 * <pre>{@code
 * mvn -q -DskipTests package && java -Dai.djl.pytorch.num_threads=1 \
 *     -cp "$(cat ee-cli/target/runtime.classpath):ee-backbones/target/test-classes" \
 *     org.earlyexit.backbone.LiveSpeedupBenchmark base 64 5
 * }</pre>
 */
public final class LiveSpeedupBenchmark {

    private static final int BATCH = 32;
    private static final int VOCABULARY = 1000;
    private static final double LEAST_SHARE = 0.85;
    private static final TaskKind TWO_CLASSES = new TaskKind.Classification(2);

    private final Executor executor;
    private final List<TokenSequence> samples;
    private final int[] exits;

    private LiveSpeedupBenchmark(Executor executor, List<TokenSequence> samples, int... exits) {
        this.executor = executor;
        this.samples = samples;
        this.exits = exits;
    }

    /** Prints one line for each clock. */
    public static void main(String[] arguments) {
        boolean base = arguments[0].equals("base");
        int count = Integer.parseInt(arguments[1]);
        int pairs = Integer.parseInt(arguments[2]);
        BackboneSpec spec = base
                ? new BackboneSpec("bert", 12, 768, 12, 3072, VOCABULARY, 512)
                : new BackboneSpec("bert", 12, 128, 2, 512, VOCABULARY, 128);
        SplittableRandom random = new SplittableRandom(1);
        List<TokenSequence> samples = samples(count, base ? 128 : 64, random);
        int[] exits = random.ints(count, 1, spec.layers()).toArray();
        try (NDManager manager = NDManager.newBaseManager();
                EarlyExitModel model = model(spec, manager)) {
            new LiveSpeedupBenchmark(new Executor(model, manager), samples, exits).compare(spec.layers(), pairs);
        }
    }

    private void compare(int layers, int pairs) {
        full(); // warms up both
        double theoretical = theoretical(early(), layers);
        List<Times> full = new ArrayList<>();
        List<Times> early = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            if (pair % 2 == 0) {
                full.add(Times.of(this::full));
                early.add(Times.of(this::early));
            } else {
                early.add(Times.of(this::early));
                full.add(Times.of(this::full));
            }
        }
        print("wall", theoretical, ratios(full, early, Times::wall));
        print("cpu", theoretical, ratios(full, early, Times::cpu));
    }

    private double theoretical(Outcomes outcomes, int layers) {
        double layersRun = 0;
        for (int sample = 0; sample < exits.length; sample++) {
            if (outcomes.exitLayer(sample) != exits[sample]) {
                throw new IllegalStateException("sample %d must leave after layer %d, left after %d"
                        .formatted(sample, exits[sample], outcomes.exitLayer(sample)));
            }
            layersRun += outcomes.executedLayers(sample);
        }
        return exits.length * layers / layersRun;
    }

    private Outcomes full() {
        return executor.run(samples, ExitStrategy.NEVER, BATCH);
    }

    private Outcomes early() {
        return executor.run(samples, new DrawnExits(exits), BATCH);
    }

    private static double[] ratios(List<Times> full, List<Times> early, ToDoubleFunction<Times> clock) {
        return IntStream.range(0, full.size())
                .mapToDouble(pair -> clock.applyAsDouble(full.get(pair)) / clock.applyAsDouble(early.get(pair)))
                .sorted()
                .toArray();
    }

    @SuppressWarnings("SystemOut") // a program to run by hand
    private static void print(String clock, double theoretical, double... sorted) {
        int half = sorted.length / 2;
        double realised = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        double share = realised / theoretical;
        System.out.printf(
                Locale.ROOT,
                "%-4s theoretical %.3f  realised %.3f (median of %d pairs, %.3f to %.3f)  share %.3f  %s%n",
                clock,
                theoretical,
                realised,
                sorted.length,
                sorted[0],
                sorted[sorted.length - 1],
                share,
                share >= LEAST_SHARE ? "PASS" : "FAIL");
    }

    private static EarlyExitModel model(BackboneSpec spec, NDManager manager) {
        Dropouts none = new Dropouts(0, 0, 0, 0);
        EncoderConfig config = new EncoderConfig(Layout.BERT, spec, spec.hidden(), 2, 0, Activation.GELU, 1e-12, none);
        NDManager heads = manager.newSubManager();
        ModelContext context = new ModelContext(spec, TWO_CLASSES, Optional.empty(), heads, 1);
        return new EarlyExitModel(
                BertBackbone.create(config, manager, TensorSource.random(1, 0.02)),
                spec.layers(),
                new PooledLinear(0).build(context),
                List.of(),
                Controller.RUN_EVERY_LAYER,
                TWO_CLASSES,
                heads);
    }

    /** All of one length, which the executor leaves in their order. */
    private static List<TokenSequence> samples(int count, int tokens, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToObj(sample ->
                        new TokenSequence(random.ints(tokens, 5, VOCABULARY).toArray(), new int[tokens]))
                .toList();
    }

    /** Lets the samples of one run leave after the layers drawn for them; opened in their order. */
    private static final class DrawnExits implements ExitStrategy {

        private final int[] layers;
        private int opened;

        DrawnExits(int... layers) {
            this.layers = layers;
        }

        @Override
        public ExitSession open() {
            int exit = layers[opened++];
            return evidence -> evidence.layer().number() == exit
                    ? ExitDecision.exitWith(evidence.prediction())
                    : ExitDecision.PROCEED;
        }
    }

    /**
     * What one run took, in nanoseconds.
     *
     * @param wall by the clock
     * @param cpu of this thread
     */
    private record Times(double wall, double cpu) {

        static Times of(Runnable run) {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            long wall = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            run.run();
            return new Times(System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - cpu);
        }
    }
}
