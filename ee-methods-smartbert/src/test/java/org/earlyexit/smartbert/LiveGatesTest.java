package org.earlyexit.smartbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.backbone.folder.HuggingFaceFolder;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.RowSet;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.Seeded;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StepPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches that split and merge, on a random BERT with random gates. */
class LiveGatesTest {

    private static final Path BERT = Path.of("src/test/resources/golden/bert");
    private static final TaskKind TWO_CLASSES = new TaskKind.Classification(2);
    private static final int LAYERS = 4;
    private static final int SAMPLES = 24;

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    @Seeded(30)
    void aBatchSkipsLeavesAndAnswersAsEachSampleAlone(Seeded.Sample seed) {
        SplittableRandom random = seed.random();
        try (EarlyExitModel model = model(random.nextLong())) {
            List<TokenSequence> samples = samples(random);
            double threshold = thresholdApart(model, samples, random);
            Executor executor = new Executor(gated(model, threshold), manager);
            for (double entropy : new double[] {0, 0.45, 0.6}) {
                ExitStrategy strategy = new ThresholdExit(Signals.entropy(), entropy);
                Outcomes alone = executor.run(samples, strategy, 1);
                for (int batchSize : new int[] {5, SAMPLES}) {
                    assertSame(alone, executor.run(samples, strategy, batchSize));
                }
            }
        }
    }

    /** Every skipped row of every layer, whatever its batch mates do. */
    @Test
    void aSkippedRowKeepsItsStateBitForBit() {
        SplittableRandom random = new SplittableRandom(4);
        List<TokenSequence> samples = IntStream.range(0, 8)
                .mapToObj(i -> sequence(6, random))
                .toList();
        try (EarlyExitModel model = model(7)) {
            List<float[]> states = new ArrayList<>();
            List<LayerAction> actions = new ArrayList<>();
            Controller gates = new SkippingGates(thresholdApart(model, samples, random)).build(model.auxModules());
            Controller watched = new Controller() {
                @Override
                public LayerAction before(int layer, History upTo) {
                    states.add(upTo.current().hidden().toFloatArray());
                    actions.add(gates.before(layer, upTo));
                    return actions.get(layer - 1);
                }

                @Override
                public boolean passive() {
                    return false;
                }
            };

            new Executor(model.with(watched), manager).run(samples, ExitStrategy.NEVER, samples.size());

            int skipped = 0;
            int width = states.get(0).length / samples.size();
            for (int layer = 1; layer < LAYERS; layer++) {
                for (int row = 0; row < samples.size(); row++) {
                    float[] before = Arrays.copyOfRange(states.get(layer - 1), row * width, (row + 1) * width);
                    float[] after = Arrays.copyOfRange(states.get(layer), row * width, (row + 1) * width);
                    assertThat(Arrays.equals(before, after)).isNotEqualTo(actions.get(layer - 1).runs(row));
                    skipped += actions.get(layer - 1).runs(row) ? 0 : 1;
                }
            }
            assertThat(skipped).isBetween(1, (LAYERS - 1) * samples.size() - 1);
        }
    }

    @Test
    void everyLayerSkippedIsTheLastClassifierOnTheEmbeddings() {
        List<TokenSequence> samples = samples(new SplittableRandom(1));
        try (EarlyExitModel model = model(3)) {
            Controller skipsAll = new Controller() {
                @Override
                public LayerAction before(int layer, History upTo) {
                    return new LayerAction.RunRows(RowSet.of(), java.util.Collections.nCopies(
                            upTo.current().rows(), 1f));
                }

                @Override
                public boolean passive() {
                    return false;
                }
            };

            assertSame(
                    new Executor(model.with(skipsAll), manager).run(samples, ExitStrategy.NEVER, 8),
                    new Executor(gated(model, 0), manager).run(samples, ExitStrategy.NEVER, 8));
        }
    }

    private static void assertSame(Outcomes expected, Outcomes found) {
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(found.exitLayer(i)).as("exit layer of sample %d", i).isEqualTo(expected.exitLayer(i));
            for (int layer = 1; layer <= LAYERS; layer++) {
                assertThat(found.executed(i, layer))
                        .as("sample %d, layer %d", i, layer)
                        .isEqualTo(expected.executed(i, layer));
            }
            assertThat(((ClassDistribution) found.answer(i)).probability(0))
                    .isCloseTo(((ClassDistribution) expected.answer(i)).probability(0), within(1e-5));
        }
    }

    /** A threshold that about half of the gates are above, and none so near that rounding could decide. */
    private double thresholdApart(EarlyExitModel model, List<TokenSequence> samples, SplittableRandom random) {
        List<Float> gates = new ArrayList<>();
        Executor executor = new Executor(gated(model, 0.5), manager);
        executor.trace(samples, samples.size(), (layer, rows, logits, scores) -> {
            for (int row = 0; row < rows.length; row++) {
                gates.add(scores[2 * row]);
            }
        });
        double threshold = gates.stream().sorted().toList().get(gates.size() / 2) + 2e-5 * random.nextDouble();
        return gates.stream().anyMatch(gate -> Math.abs(gate - threshold) < 1e-6) ? threshold + 1e-5 : threshold;
    }

    private static EarlyExitModel gated(EarlyExitModel model, double threshold) {
        return model.with(new SkippingGates(threshold).build(model.auxModules()));
    }

    /** Gates and classifiers ten times as steep as they start, so that they differ from sample to sample. */
    private EarlyExitModel model(long seed) {
        Map<String, Object> values = new LinkedHashMap<>(Settings.describe(SmartBertSettings.PAPER));
        values.put("width", 8);
        SmartBertSettings settings = Settings.read("with", values, SmartBertSettings.class);
        MethodContext context = new MethodContext(
                LAYERS, TWO_CLASSES, new OptimizerSpec(1e-3, 0, 0, 1, 1e-8), new StepPolicy(5, 16, 1, 0));
        Recipe recipe = new SmartBert().create(settings, context).recipe();
        EarlyExitModel model =
                recipe.assemble(HuggingFaceFolder.open(BERT, manager), TWO_CLASSES, manager, seed);
        for (Parameter parameter : model.parameters().list()) {
            if (parameter.name().matches("(aux\\.gate|classifier)\\[.*\\]\\.out\\.weight")) {
                parameter.array().muli(10);
            }
        }
        model.parameters().changed();
        return model;
    }

    private static List<TokenSequence> samples(SplittableRandom random) {
        return IntStream.range(0, SAMPLES)
                .mapToObj(i -> sequence(3 + random.nextInt(8), random))
                .toList();
    }

    private static TokenSequence sequence(int length, SplittableRandom random) {
        return new TokenSequence(random.ints(length, 5, 30).toArray(), new int[length]);
    }
}
