package org.earlyexit.smartbert;

import ai.djl.ndarray.NDManager;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.RowSet;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitStrategy;

/**
 * How much of the layers that gates skip is skipped in time: a random model in which half of the layers are skipped at
 * random, a draw for each row and layer, against the same model run whole without gates. The gates are asked and the
 * classifier answers after each layer that ran; nobody leaves early. Runs come in pairs whose order alternates, and the
 * medians over the pairs are printed, by the clock and by the CPU time of the one thread:
 *
 * <pre>{@code
 * theoretical = N L / layers run,   realised = time of the full model / time with gates,
 * share = realised / theoretical, which must be at least 0.85
 * }</pre>
 *
 * <p>Run by hand from the root of the repository. The arguments are {@code base} (12 layers of 768, 128 tokens) or
 * {@code mini} (12 of 128, 64 tokens), the number of samples, and the number of pairs:
 *
 * <pre>{@code
 * mvn -q -DskipTests package && DJL_OFFLINE=true OPT_OUT_TRACKING=true \
 *     java -Dai.djl.default_engine=PyTorch -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1 \
 *     -cp "$(cat ee-cli/target/runtime.classpath):ee-methods-smartbert/target/test-classes" \
 *     org.earlyexit.smartbert.SkipSpeedupBenchmark base 64 5
 * }</pre>
 */
public final class SkipSpeedupBenchmark {

    private static final int BATCH = 32;
    private static final int VOCABULARY = 1000;
    private static final double LEAST_SHARE = 0.85;

    /** Asked after every layer, and never lets anybody leave. */
    private static final ExitStrategy STAYS = () -> evidence -> ExitDecision.PROCEED;

    private final EarlyExitModel whole;
    private final EarlyExitModel gated;
    private final NDManager manager;
    private final List<TokenSequence> samples;

    private SkipSpeedupBenchmark(
            EarlyExitModel whole, EarlyExitModel gated, NDManager manager, List<TokenSequence> samples) {
        this.whole = whole;
        this.gated = gated;
        this.manager = manager;
        this.samples = samples;
    }

    /** Prints one line for each clock. */
    public static void main(String[] arguments) {
        boolean base = arguments[0].equals("base");
        int count = Integer.parseInt(arguments[1]);
        int pairs = Integer.parseInt(arguments[2]);
        BackboneSpec spec = base
                ? new BackboneSpec("bert", 12, 768, 12, 3072, VOCABULARY, 512)
                : new BackboneSpec("bert", 12, 128, 2, 512, VOCABULARY, 128);
        List<TokenSequence> samples = samples(count, base ? 128 : 64, new SplittableRandom(1));
        try (NDManager manager = NDManager.newBaseManager();
                EarlyExitModel whole = model(spec, false, manager);
                EarlyExitModel open = model(spec, true, manager)) {
            Controller gates = new SkippingGates(0.5).build(open.auxModules());
            EarlyExitModel gated = open.with(new DrawnSkips(gates, new SplittableRandom(2)));
            new SkipSpeedupBenchmark(whole, gated, manager, samples).compare(spec.layers(), pairs);
        }
    }

    private void compare(int layers, int pairs) {
        run(whole, ExitStrategy.NEVER); // warms up both
        run(gated, STAYS);
        double[] full = new double[2 * pairs];
        double[] early = new double[2 * pairs];
        double executed = 0;
        for (int pair = 0; pair < pairs; pair++) {
            if (pair % 2 == 0) {
                time(pair, full, whole, ExitStrategy.NEVER);
            }
            Outcomes outcomes = time(pair, early, gated, STAYS);
            if (pair % 2 == 1) {
                time(pair, full, whole, ExitStrategy.NEVER);
            }
            executed += IntStream.range(0, samples.size())
                    .map(outcomes::executedLayers)
                    .sum();
        }
        double theoretical = (double) pairs * samples.size() * layers / executed;
        print("wall", theoretical, ratios(pairs, pair -> full[2 * pair] / early[2 * pair]));
        print("cpu", theoretical, ratios(pairs, pair -> full[2 * pair + 1] / early[2 * pair + 1]));
    }

    private Outcomes run(EarlyExitModel model, ExitStrategy strategy) {
        return new Executor(model, manager).run(samples, strategy, BATCH);
    }

    /** Keeps wall and CPU nanoseconds of a pair. */
    private Outcomes time(int pair, double[] times, EarlyExitModel model, ExitStrategy strategy) {
        long wall = System.nanoTime();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Outcomes outcomes = run(model, strategy);
        times[2 * pair] = System.nanoTime() - wall;
        times[2 * pair + 1] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
        return outcomes;
    }

    private static double[] ratios(int pairs, ToDoubleFunction<Integer> ratio) {
        return IntStream.range(0, pairs).boxed().mapToDouble(ratio).sorted().toArray();
    }

    @SuppressWarnings("SystemOut") // a program to run by hand
    private static void print(String clock, double theoretical, double... sorted) {
        double realised = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
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

    private static EarlyExitModel model(BackboneSpec spec, boolean withGates, NDManager manager) {
        Dropouts none = new Dropouts(0, 0, 0, 0);
        EncoderConfig config = new EncoderConfig(Layout.BERT, spec, spec.hidden(), 2, 0, Activation.GELU, 1e-12, none);
        NDManager heads = manager.newSubManager();
        ModelContext context = Heads.context(spec, heads);
        List<AuxModule> gates =
                withGates ? List.of(new LayerGates(SmartBertSettings.PAPER.gates()).build(context)) : List.of();
        return new EarlyExitModel(
                BertBackbone.create(config, manager, TensorSource.random(1, 0.02)),
                spec.layers(),
                new AttentionClassifiers(SmartBertSettings.PAPER.classifiers()).build(context),
                gates,
                Controller.RUN_EVERY_LAYER,
                context.kind(),
                heads);
    }

    private static List<TokenSequence> samples(int count, int tokens, SplittableRandom random) {
        return IntStream.range(0, count)
                .mapToObj(sample ->
                        new TokenSequence(random.ints(tokens, 5, VOCABULARY).toArray(), new int[tokens]))
                .toList();
    }

    /** Asks the gates, and lets a coin decide for each row and layer. */
    private record DrawnSkips(Controller gates, SplittableRandom random) implements Controller {

        @Override
        public LayerAction before(int layer, History upTo) {
            LayerAction.RunRows asked = (LayerAction.RunRows) gates.before(layer, upTo);
            List<Integer> running = new ArrayList<>();
            for (int row = 0; row < asked.gates().size(); row++) {
                if (random.nextBoolean()) {
                    running.add(row);
                }
            }
            int[] rows = running.stream().mapToInt(row -> row).toArray();
            Arrays.sort(rows);
            return new LayerAction.RunRows(RowSet.of(rows), asked.gates());
        }

        @Override
        public boolean passive() {
            return false;
        }
    }
}
